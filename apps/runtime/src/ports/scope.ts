/** Whose data (S35): it leads every key and index, and every query of a store takes one. */
export interface Scope {
  readonly organisationId: string;
}
