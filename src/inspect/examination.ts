import type { Examination } from '../domain/examination.ts';
import { deviationsOf } from './deviations.ts';
import { findingsOf } from './findings.ts';
import { readJsonObject } from './json-document.ts';
import { metadataUrlOf, Stated, shown } from './stated.ts';

/**
 * Examines the issuer at an address that a person typed: what its metadata says (OpenID Connect Discovery 1.0
 * section 3) and what follows. A broken issuer is reported on, where sign-in there would be refused.
 *
 * @throws LatchkeyError `issuer-invalid` where there is no metadata at all, and those of `ownFetch`
 */
export async function examineIssuer(address: URL): Promise<Examination> {
  const metadataUrl = metadataUrlOf(address);
  return examinationOf(await readJsonObject(metadataUrl, metadataUrl), metadataUrl);
}

function examinationOf(metadata: object, metadataUrl: URL): Examination {
  return {
    issuer: shown(new Stated(metadata, metadataUrl).text('issuer') ?? ''),
    metadataUrl: metadataUrl.href,
    findings: findingsOf(metadata, metadataUrl),
    deviations: deviationsOf(metadata, metadataUrl),
  };
}
