import type { Root } from './roots.ts';

type Rules = Pick<CSSStyleSheet, 'cssRules' | 'insertRule' | 'deleteRule'>;

/**
 * Loads URLs again that style sheets name: pictures, fonts, imported sheets. A browser keeps the failure of such a
 * load with the rule that it belongs to, so the rule is put in place anew. Sheets of other origins cannot be looked
 * into, and stay as they are.
 */
export function reloadRules(root: Root, urls: ReadonlySet<string>): void {
  for (const sheet of sheetsOf(root)) {
    reloadSheet(sheet, sheet.href ?? document.baseURI, urls);
  }
  for (const element of root.querySelectorAll<HTMLElement>('[style*="url("]')) {
    const style = element.getAttribute('style') ?? '';
    if (mentions(style, document.baseURI, urls)) element.setAttribute('style', style);
  }
}

/** A sheet whose imports are still coming is with its element already, but not in the list of the document. */
function sheetsOf(root: Root): readonly CSSStyleSheet[] {
  const elements = root.querySelectorAll<HTMLLinkElement | HTMLStyleElement>('link, style');
  const sheets = [...elements].flatMap(({ sheet }) => sheet ?? []);
  return [...sheets, ...root.adoptedStyleSheets];
}

function reloadSheet(sheet: CSSStyleSheet, base: string, urls: ReadonlySet<string>): void {
  try {
    reloadIn(sheet, base, urls);
  } catch {
    // Of another origin, or still without its rules.
  }
}

function reloadIn(rules: Rules, base: string, urls: ReadonlySet<string>): void {
  for (const [at, rule] of [...rules.cssRules].entries()) {
    if (rule instanceof CSSImportRule) {
      if (urls.has(new URL(rule.href, base).href)) replace(rules, at, rule);
      else if (rule.styleSheet !== null) reloadSheet(rule.styleSheet, rule.styleSheet.href ?? base, urls);
    } else if (isNamed(rule, base, urls)) replace(rules, at, rule);
    // Replaced whole, with all that it holds.
    else if ('cssRules' in rule && 'insertRule' in rule) reloadIn(rule as unknown as Rules, base, urls);
  }
}

function isNamed(rule: CSSRule, base: string, urls: ReadonlySet<string>): boolean {
  return 'style' in rule && mentions((rule.style as CSSStyleDeclaration).cssText, base, urls);
}

function replace(rules: Rules, at: number, { cssText }: CSSRule): void {
  rules.deleteRule(at);
  rules.insertRule(cssText, at);
}

/** Browsers write every URL of a rule in double quotes; a page writes them as it likes. */
const URLS = /url\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^)\s]*))\s*\)/gi;

function mentions(css: string, base: string, urls: ReadonlySet<string>): boolean {
  for (const [, double, single, bare] of css.matchAll(URLS)) {
    const url = URL.parse((double ?? single ?? bare ?? '').replace(/\\(.)/g, '$1'), base);
    if (url !== null && urls.has(url.href)) return true;
  }
  return false;
}
