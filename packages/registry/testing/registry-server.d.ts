import type { ServerOptions as SecureServerOptions } from 'node:https';
/** What a registry has in one repository. */
export interface RegistryContent {
  readonly blob: (digest: string) => Uint8Array | undefined;
  /** By tag or digest. */
  readonly manifest: (reference: string) =>
    | {
        readonly mediaType: string;
        readonly bytes: Uint8Array;
      }
    | undefined;
}
/** One request as it came. */
export interface SeenRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
/** What goes wrong with one request. */
export type Mishap =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  /** The connection is torn after so many bytes of the body. */
  | {
      readonly kind: 'break';
      readonly after: number;
    }
  /** The answer ends as if it were whole, after so many bytes of the body. */
  | {
      readonly kind: 'short';
      readonly after: number;
    }
  /** Other bytes of the same length. */
  | {
      readonly kind: 'corrupt';
    }
  /** Bytes follow that do not belong there. */
  | {
      readonly kind: 'long';
    }
  | {
      readonly kind: 'redirect';
      readonly to: string;
    }
  /** The whole body, though a range was asked for. */
  | {
      readonly kind: 'no-range';
    }
  /** No answer at all, or none after the first bytes of the body. */
  | {
      readonly kind: 'silence';
      readonly after?: number;
    }
  /** One byte after the other, with so many milliseconds between them. */
  | {
      readonly kind: 'trickle';
      readonly milliseconds: number;
    };
export type RegistryAuth =
  | {
      readonly kind: 'basic';
      readonly login: string;
    }
  | {
      readonly kind: 'bearer';
      /** `USER:PASSWORD`; without it anyone gets a token. */
      readonly login?: string;
      readonly identityToken?: string;
      /** How many requests one token serves. */
      readonly uses?: number;
      readonly realm?: string;
    };
export interface RegistrySettings {
  readonly repository: string;
  readonly auth?: RegistryAuth;
  readonly tls?: SecureServerOptions;
  /** Asked for each request below `/v2/` that was let in; `count` is how often the same path was asked before. */
  readonly mishap?: (request: SeenRequest, count: number) => Mishap | undefined;
}
export interface RunningRegistry {
  /** `127.0.0.1:PORT`. */
  readonly host: string;
  readonly requests: readonly SeenRequest[];
}
/** Runs a registry on loopback for `use`; afterwards it is closed, and a connection that was left open is an error. */
export declare function withRegistry<T>(
  content: RegistryContent,
  settings: RegistrySettings,
  use: (registry: RunningRegistry) => Promise<T>,
): Promise<T>;
//# sourceMappingURL=registry-server.d.ts.map
