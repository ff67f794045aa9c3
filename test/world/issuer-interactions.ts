import { text } from 'node:stream/consumers';
import type Provider from 'oidc-provider';
import type { InteractionResults } from 'oidc-provider';
import * as v from 'valibot';
import { consentPage, errorPage, signInPage } from './issuer-pages.ts';
import type { People, Person } from './people.ts';

const Details = v.object({
  missingOIDCScope: v.optional(v.array(v.string()), []),
  missingOIDCClaims: v.optional(v.array(v.string()), []),
  missingResourceScopes: v.optional(v.record(v.string(), v.array(v.string())), {}),
});
const Params = v.object({ client_id: v.string() });
const REFUSED: InteractionResults = { error: 'access_denied', error_description: 'The person said no.' };

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

/** Serves the pages at which an issuer asks who is there, and whether a client may act for her. */
export function interactionPages(provider: Provider, people: People): Parameters<Provider['use']>[0] {
  return async (ctx, next) => {
    if (!ctx.path.startsWith('/sign-in/')) {
      await next();
      return;
    }
    const interaction = await provider.interactionDetails(ctx.req, ctx.res).catch(() => null);
    if (interaction === null) {
      ctx.status = 400;
      ctx.body = errorPage('session_not_found', 'Nobody is signing in here.');
      return;
    }
    const form = ctx.method === 'POST' ? new URLSearchParams(await text(ctx.req)) : null;
    const result = form === null ? null : await resultOf(provider, people, interaction, form);
    if (result === null) {
      ctx.body = await pageOf(provider, people, interaction, form);
      return;
    }
    ctx.status = 303;
    ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, result));
  };
}

/** What the person decided by pressing a button; `null` where it is not to be understood. */
async function resultOf(provider: Provider, people: People, interaction: Interaction, form: URLSearchParams) {
  if (form.get('answer') !== 'yes') return REFUSED;
  if (interaction.prompt.name === 'consent') return await consent(provider, interaction);
  const person = find(people, form.get('username'));
  if (person === undefined || person.password !== form.get('password')) return null;
  return { login: { accountId: person.username } };
}

/** Grants what the client asked for and has not been granted before. */
async function consent(provider: Provider, interaction: Interaction): Promise<InteractionResults> {
  const details = v.parse(Details, interaction.prompt.details);
  const known =
    interaction.grantId === undefined ? undefined : await provider.Grant.find(interaction.grantId);
  const { client_id: clientId } = v.parse(Params, interaction.params);
  const grant = known ?? new provider.Grant({ accountId: interaction.session?.accountId, clientId });
  grant.addOIDCScope(details.missingOIDCScope);
  grant.addOIDCClaims(details.missingOIDCClaims);
  for (const [resource, scopes] of Object.entries(details.missingResourceScopes)) {
    grant.addResourceScope(resource, scopes);
  }
  return { ...interaction.lastSubmission, consent: { grantId: await grant.save() } };
}

async function pageOf(
  provider: Provider,
  people: People,
  { prompt, params, session }: Interaction,
  form: URLSearchParams | null,
): Promise<string> {
  if (prompt.name === 'login') {
    return signInPage(provider.issuer, form === null ? null : 'Username or password is wrong.');
  }
  const { client_id: id } = v.parse(Params, params);
  const client = await provider.Client.find(id);
  return consentPage(client?.clientName ?? id, find(people, session?.accountId)?.webId ?? '');
}

function find({ alice, bob }: People, username: string | null | undefined): Person | undefined {
  return [alice, bob].find((person) => person.username === username);
}
