/** A login of a registry. None of it is ever shown. */
export type RegistryCredentials =
  | { readonly kind: 'password'; readonly username: string; readonly password: string }
  /** A token that a token service exchanges for others (OAuth 2's refresh token). */
  | { readonly kind: 'identity-token'; readonly token: string }
  /** A token that the registry accepts as it is. */
  | { readonly kind: 'registry-token'; readonly token: string };

/** What a login file has for one registry. */
export type FoundCredentials =
  | { readonly kind: 'credentials'; readonly credentials: RegistryCredentials }
  /** The program `docker-credential-NAME` has them, under the name `server`. */
  | { readonly kind: 'helper'; readonly helper: string; readonly server: string };
