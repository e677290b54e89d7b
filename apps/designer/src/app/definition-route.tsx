import { DefinitionPage } from "../features/code/definition-page.tsx";
import { DefinitionActions } from "./definition-actions.tsx";

/** Whatever is no drawing is shown as text, with what can be done with the whole of it. */
export function DefinitionRoute({ kind, id }: { readonly kind: string; readonly id: string }) {
  return <DefinitionPage kind={kind} id={id} actions={(desk) => <DefinitionActions desk={desk} />} />;
}
