/** The host of a URL as the URL parser spells it, so a name in look-alike letters shows as punycode. */
export function hostOf(url: string): string {
  return URL.parse(url)?.host ?? url;
}
