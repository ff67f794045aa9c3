import type { Mode } from '../../domain/grant.ts';
import type { WebId } from '../../domain/identity.ts';
import { parseTurtle, type Statements } from '../../platform/turtle.ts';

const ACL = 'http://www.w3.org/ns/auth/acl#';
const ACP = 'http://www.w3.org/ns/solid/acp#';
const EVERYBODY = ['http://xmlns.com/foaf/0.1/Agent', `${ACL}AuthenticatedAgent`];

/** What the rules of a resource say to a person by an app. */
export interface Rules {
  /** Where they stand. */
  readonly url: string;
  readonly kind: 'WAC' | 'ACP';
  /** Whether they give the person what was asked for, whatever the app. */
  readonly isPersonNamed: boolean;
  /** The apps that alone may ask on the person's behalf, by client ID or origin; null for any app. */
  readonly apps: readonly string[] | null;
}

/** Who asks for what. */
export interface Asking {
  readonly webId: WebId;
  readonly mode: Mode;
  /** The resource that the rules are for: it, or a container above it. */
  readonly target: string;
  readonly isInherited: boolean;
}

/**
 * Reads rules of access: Web Access Control, or Access Control Policy. Groups, and rules without a name, are not
 * looked into.
 *
 * @throws LatchkeyError `profile-invalid` for broken Turtle
 */
export async function readRules(turtle: string, url: string, asking: Asking): Promise<Rules> {
  const statements = await parseTurtle(turtle, url);
  const isAcp = [`${ACP}apply`, `${ACP}accessControl`, `${ACP}agent`].some(
    (predicate) => statements.subjectsWith(predicate).length > 0,
  );
  const apps = isAcp ? matchers(statements, asking) : authorizations(statements, asking);
  const isAnyApp = apps.some((some) => some.length === 0);
  return {
    url,
    kind: isAcp ? 'ACP' : 'WAC',
    isPersonNamed: apps.length > 0,
    apps: apps.length === 0 || isAnyApp ? null : [...new Set(apps.flat())],
  };
}

/** Web Access Control section 4: for each authorization that is for the person, the origins that it is limited to. */
function authorizations(statements: Statements, asking: Asking): readonly (readonly string[])[] {
  const { webId, mode, target, isInherited } = asking;
  const given: Record<Mode, readonly string[]> = {
    read: [`${ACL}Read`],
    append: [`${ACL}Append`, `${ACL}Write`],
    write: [`${ACL}Write`],
  };
  const covers = `${ACL}${isInherited ? 'default' : 'accessTo'}`;
  return statements
    .subjectsWith(`${ACL}mode`)
    .filter((rule) => statements.links(rule, covers).includes(target))
    .filter((rule) => statements.links(rule, `${ACL}mode`).some((one) => given[mode].includes(one)))
    .filter((rule) => isFor(statements, rule, webId))
    .map((rule) => statements.links(rule, `${ACL}origin`));
}

function isFor(statements: Statements, rule: string, webId: WebId): boolean {
  const classes = statements.links(rule, `${ACL}agentClass`);
  return (
    statements.links(rule, `${ACL}agent`).includes(webId) || classes.some((one) => EVERYBODY.includes(one))
  );
}

/** Access Control Policy section 4.3: for each matcher that is for the person, the clients that it is limited to. */
function matchers(statements: Statements, { webId }: Asking): readonly (readonly string[])[] {
  const everybody = ['PublicAgent', 'AuthenticatedAgent'].map((name) => ACP + name);
  return statements
    .subjectsWith(`${ACP}agent`)
    .filter((matcher) =>
      statements.links(matcher, `${ACP}agent`).some((agent) => agent === webId || everybody.includes(agent)),
    )
    .map((matcher) => statements.links(matcher, `${ACP}client`))
    .map((clients) => (clients.includes(`${ACP}PublicClient`) ? [] : clients));
}
