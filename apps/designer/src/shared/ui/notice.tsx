import "./notice.css";

/** A small loom, one line of what is so, one line of what to do, one button. */
export function Notice({
  kind,
  title,
  children,
  action,
}: {
  kind: "empty" | "loading" | "error";
  title: string;
  children?: React.ReactNode;
  action?: React.ReactNode;
}) {
  return (
    <section className="notice" aria-label={title}>
      <LoomDrawing kind={kind} />
      <p className="notice-title">{title}</p>
      {children !== undefined && <div className="notice-text">{children}</div>}
      {action}
    </section>
  );
}

const lines: Readonly<Record<"empty" | "loading" | "error", React.ReactNode>> = {
  empty: <path className="thread-ahead" d="M4 24H52" />,
  loading: (
    <>
      <path className="thread-ply" d="M4 24H32" />
      <path className="thread-twist" d="M4 24H32" />
      <circle className="notice-ring" cx="38" cy="24" r="5.5" />
    </>
  ),
  error: (
    <>
      <path className="thread-ply" d="M4 24H36" />
      <path className="thread-twist" d="M4 24H36" />
      <path className="thread-frayed" d="M36 24l10 -6M36 24h11M36 24l10 6" />
    </>
  ),
};

function LoomDrawing({ kind }: { kind: "empty" | "loading" | "error" }) {
  return (
    <svg width="56" height="48" viewBox="0 0 56 48" aria-hidden="true">
      <path className="warp" d="M12 6V42M28 6V42M44 6V42" />
      {lines[kind]}
    </svg>
  );
}
