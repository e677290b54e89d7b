import { useEffect, useState } from "react";

const LINES_AFTER_MS = 400;
const WORDS_AFTER_MS = 2000;

/** How long something has been awaited: nothing is shown at first, then grey lines, then words. */
function useWaitPhase(): "nothing" | "lines" | "words" {
  const [phase, setPhase] = useState<"nothing" | "lines" | "words">("nothing");
  useEffect(() => {
    const lines = setTimeout(() => setPhase("lines"), LINES_AFTER_MS);
    const words = setTimeout(() => setPhase("words"), WORDS_AFTER_MS);
    return () => {
      clearTimeout(lines);
      clearTimeout(words);
    };
  }, []);
  return phase;
}

/** Grey lines in place of rows, `words` once it takes longer than usual. Unmount it when there is an answer. */
export function Waiting({ rows, words }: { rows: number; words: string }) {
  const phase = useWaitPhase();
  if (phase === "nothing") return null;
  return (
    <div className="waiting" role="status">
      {phase === "words" && <p>{words}</p>}
      <div aria-hidden="true">
        {Array.from({ length: rows }, (_, index) => (
          <div key={index} className="waiting-row">
            <span />
            <span />
            <span />
          </div>
        ))}
      </div>
    </div>
  );
}
