/** Three warp lines and the thread that goes over, under and over them. */
export function Logo({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 28 28" fill="none" strokeLinecap="round" aria-hidden="true">
      <path stroke="var(--text-tertiary)" strokeWidth="2" d="M7 3v9M7 22v3M14 3v6M14 17v8M21 3v1M21 12v13" />
      <path stroke="var(--thread-ply)" strokeWidth="3.5" d="M2 20c4.5 0 4.5-7.5 9-7.5h4c4.5 0 4.5-5 10.5-5" />
    </svg>
  );
}
