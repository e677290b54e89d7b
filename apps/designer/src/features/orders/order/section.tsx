/** One part of the page: its name, a hint, how many there are, and what there is. */
export function Section(props: {
  id?: string;
  className?: string;
  title: string;
  hint?: string;
  count?: string;
  children: React.ReactNode;
}) {
  return (
    <section className={`section ${props.className ?? ""}`} id={props.id} aria-label={props.title}>
      <header className="section-head">
        <h2>{props.title}</h2>
        {props.hint !== undefined && <span className="section-hint">{props.hint}</span>}
        {props.count !== undefined && <span className="section-count">{props.count}</span>}
      </header>
      {props.children}
    </section>
  );
}
