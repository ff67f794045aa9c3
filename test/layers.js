/** The layers of docs/architecture.md: an import goes down only. */
const RULES = [
  { layer: 'src/domain', may: [] },
  { layer: 'src/platform', may: ['src/domain'] },
  { layer: 'src/messaging', may: ['src/domain', 'src/platform'] },
  { layer: 'src/dpop', may: ['src/domain', 'src/platform'] },
  { layer: 'src/oidc', may: ['src/domain', 'src/platform', 'src/dpop'] },
  { layer: 'src/signing', may: ['src/domain', 'src/platform', 'src/dpop'] },
  { layer: 'src/identities', may: ['src/domain', 'src/platform', 'src/dpop', 'src/oidc', 'src/messaging'] },
  { layer: 'src/sites', may: ['src/domain', 'src/platform', 'src/signing', 'src/messaging'] },
  {
    layer: 'src/content',
    may: ['src/domain', 'src/messaging/contract', 'src/messaging/site-contract', 'src/messaging/site-shape'],
  },
  { layer: 'src/inspect', may: ['src/domain', 'src/platform', 'src/oidc'] },
  { layer: 'src/lock', may: ['src/domain'] },
  { layer: 'src/ui', may: ['src/domain', 'src/platform', 'src/messaging', 'src/lock'] },
  { layer: 'popup', may: ['src/domain', 'src/platform', 'src/messaging', 'src/inspect', 'src/ui'] },
  { layer: 'options', may: ['src/domain', 'src/platform', 'src/messaging', 'src/inspect', 'src/ui'] },
];

export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'domain-is-pure',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { pathNot: '^src/domain/' },
    },
    ...RULES.map(({ layer, may }) => ({
      name: `layer ${layer}`,
      severity: /** @type {const} */ ('error'),
      from: { path: `^${layer}/` },
      to: { path: '^(src|popup|options)/', pathNot: `^(${[layer, ...may].join('|')})[/.]` },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js'] },
  },
};
