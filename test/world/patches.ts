/** N3 Patches (Solid Protocol section 5.3.1) of a note: one that only adds, and one that takes it away again. */
export const INSERT = `@prefix solid: <http://www.w3.org/ns/solid/terms#>.
_:patch a solid:InsertDeletePatch; solid:inserts { <#second> <#says> "More." }.`;
export const DELETE = `@prefix solid: <http://www.w3.org/ns/solid/terms#>.
_:patch a solid:InsertDeletePatch; solid:deletes { <#second> <#says> "More." }.`;
