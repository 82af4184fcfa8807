import { encodeGuid, type UefiVariable } from './variable-store.ts';

/** Certificates in DER form that firmware is to trust: UEFI specification, 32.3. */
export interface SecureBootCertificates {
  /** Authorizes changes of the other keys. */
  readonly platformKey: Uint8Array;
  /** Authorize changes of the trusted keys. */
  readonly keyExchangeKeys: readonly Uint8Array[];
  /** Verify the programs that are started. */
  readonly trusted: readonly Uint8Array[];
}

const globalVariable = '8be4df61-93ca-11d2-aa0d-00e098032b8c';
const securityDatabase = 'd719b2cb-3d3a-4596-a3bc-dad00e67656f';
/** GUIDs of EDK II: gEfiSecureBootEnableDisableGuid, gEfiCustomModeEnableGuid. */
const enableVariable = 'f0a30bc7-af08-4556-99c4-001009c93a44';
const x509 = 'a5c059a1-94e4-4aa7-87b5-ab155c2bf072';
/** The owner of the entries: any constant GUID. */
const bootwright = '5b0e3a4c-7c1d-4d6a-9b0f-b007b0071e57';

const stored = 0b001 | 0b010;
const storedAndSigned = stored | 0b100 | 0b10_0000;

/** The variables that turn Secure Boot on and trust these certificates. */
export function secureBootVariables(certificates: SecureBootCertificates, signed: Date): readonly UefiVariable[] {
  const list = (name: string, guid: string, given: readonly Uint8Array[]): UefiVariable => ({
    name,
    guid,
    attributes: storedAndSigned,
    signed,
    data: Buffer.concat(given.map(signatureList)),
  });
  return [
    list('db', securityDatabase, certificates.trusted),
    list('KEK', globalVariable, certificates.keyExchangeKeys),
    list('PK', globalVariable, [certificates.platformKey]),
    { name: 'SecureBootEnable', guid: enableVariable, attributes: stored, data: Uint8Array.of(1) },
  ];
}

/** EFI_SIGNATURE_LIST with one certificate: UEFI specification, 32.4.1. */
function signatureList(certificate: Uint8Array): Uint8Array {
  const list = new Uint8Array(44 + certificate.length);
  const view = new DataView(list.buffer);
  list.set(encodeGuid(x509), 0);
  view.setUint32(16, list.length, true);
  view.setUint32(24, 16 + certificate.length, true);
  list.set(encodeGuid(bootwright), 28);
  list.set(certificate, 44);
  return list;
}
