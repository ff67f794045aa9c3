interface Protected {
  readonly content_security_policy: { readonly extension_pages: string };
}

/**
 * A manifest with a panel in the browser's developer tools, which show it in a frame of theirs. Chromium takes that for
 * leave of all websites and says so at installation: it has a build of its own.
 */
export function withDevTools<Manifest extends Protected>(manifest: Manifest) {
  const { extension_pages: policy } = manifest.content_security_policy;
  return {
    ...manifest,
    devtools_page: 'popup/devtools.html',
    content_security_policy: {
      extension_pages: policy.replace("frame-ancestors 'none'", 'frame-ancestors devtools:'),
    },
  };
}
