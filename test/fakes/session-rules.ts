type Rule = chrome.declarativeNetRequest.Rule;
type Update = Pick<chrome.declarativeNetRequest.UpdateRuleOptions, 'addRules' | 'removeRuleIds'>;

/** The session rules of `declarativeNetRequest`. An update is one step: it removes, then adds, or fails whole. */
export const declarativeNetRequest = {
  rules: new Map<number, Rule>(),

  updateSessionRules({ addRules = [], removeRuleIds = [] }: Update): Promise<void> {
    const rules = new Map(this.rules);
    for (const id of removeRuleIds) rules.delete(id);
    for (const rule of addRules) {
      if (rules.has(rule.id))
        return Promise.reject(new Error(`Rule with id ${rule.id} does not have a unique ID.`));
      rules.set(rule.id, rule);
    }
    this.rules.clear();
    for (const [id, rule] of rules) this.rules.set(id, rule);
    return Promise.resolve();
  },

  getSessionRules(): Promise<Rule[]> {
    return Promise.resolve([...this.rules.values()]);
  },
};
