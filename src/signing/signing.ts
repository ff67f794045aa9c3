import type { ElementLoad } from '../domain/element.ts';
import type { SignedHeaders } from '../domain/exchange.ts';
import type { IdentityId } from '../domain/identity.ts';
import type { LeftBecause } from '../domain/inspection.ts';
import type { Authority, RefusedRequest } from './policy.ts';
import type { Trace } from './trace.ts';

/** The resource types that both browsers know and that are looked at, and as what. */
export const KINDS = {
  main_frame: 'navigation',
  xmlhttprequest: 'fetch',
  image: 'image',
  stylesheet: 'stylesheet',
  font: 'font',
  script: 'script',
  media: 'media',
  sub_frame: 'frame',
  object: 'object',
} as const;

/** Signing what a browser's own pages and people ask for: each browser has its way. */
export interface Signing {
  /**
   * Listens to the requests that may be signed. To be called in the worker's first turn, and again when the person
   * has given a host.
   */
  observe(): void;
  /** Takes back what is signed and not yet sent: another identity, a sign-out or a revocation counts at once. */
  voidAll(): Promise<void>;
  /** A refused page asks for a signed load; whether it is to load itself again. */
  onPageRefused(tabId: number, url: URL): Promise<boolean>;
  /** Loads an element again whose request was refused before it was granted. */
  loadAgain(request: RefusedRequest): Promise<void>;
}

/** What signing asks of the rest of the worker. */
export interface SigningPorts {
  authority(request: RefusedRequest): Promise<Authority>;
  /** @param refused headers that a server has just refused, so that the token in them is not used again */
  sign(identity: IdentityId, method: string, url: URL, refused: SignedHeaders | null): Promise<SignedHeaders>;
  /** Called with what a server said of its clock and of the next proof, before that is made. */
  heard(request: RefusedRequest, said: ServerWords): Promise<void>;
  /** Whether a server gives an identity what is at a URL. What it says of the next proof is heard. */
  isGiven(identity: IdentityId, url: URL, trace: Trace): Promise<boolean>;
  /** Has a document load elements again. @throws where the document is gone */
  reload(place: Place, loads: readonly ElementLoad[]): Promise<void>;
  /** Whether a document has loaded. @throws where it is gone */
  hasLoaded(place: Place): Promise<boolean>;
  /** Whether a document, and every one around it, is of one site. */
  isWithinSite(request: RefusedRequest): Promise<boolean>;
  /** Called for each request that leaves signed, or is about to. */
  onSigned(request: RefusedRequest, identity: IdentityId, trace: Trace): void;
  /** Called for each answer to a signed request, and for one that never came. */
  onAnswered(trace: Trace): void;
  /** Called for each refused request that nobody signs. */
  onLeft(request: RefusedRequest, why: LeftBecause | 'login-required'): void;
}

/** A document of a site, in its tab. */
export interface Place {
  readonly tabId: number;
  readonly documentId: string;
}

/** The headers of an answer that the next proof goes by. */
export interface ServerWords {
  /** `DPoP-Nonce` */
  readonly nonce: string | null;
  readonly date: string | null;
}

/** Headers as browsers tell of them. */
export type Headers = readonly { readonly name: string; readonly value?: string | undefined }[] | undefined;

export function headerIn(headers: Headers, name: string): string | null {
  return headers?.find((header) => header.name.toLowerCase() === name)?.value ?? null;
}

export function wordsOf(headers: Headers): ServerWords {
  return { nonce: headerIn(headers, 'dpop-nonce'), date: headerIn(headers, 'date') };
}

/** Whether an answer leads elsewhere; 304 leads to what the browser has. */
export function isRedirect({ statusCode }: { readonly statusCode: number }): boolean {
  return statusCode >= 300 && statusCode < 400 && statusCode !== 304;
}
