import "./page-head.css";

/** The 48 px bar on top of every page: what it is on the left, what can be done on the right. */
export function PageHead({ children, actions }: { children: React.ReactNode; actions?: React.ReactNode }) {
  return (
    <header className="page-head">
      <div className="page-head-what">{children}</div>
      {actions !== undefined && <div className="page-head-actions">{actions}</div>}
    </header>
  );
}
