import { useCallback, useSyncExternalStore } from "react";

/** Below this width rows become cards and the rail becomes a tab bar. */
const PHONE = "(max-width: 719px)";

function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const media = window.matchMedia(query);
      media.addEventListener("change", listener);
      return () => media.removeEventListener("change", listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}

/** Below this width what stands beside a canvas or a list lies over it. */
const NARROW = "(max-width: 1151px)";

export const useIsPhone = (): boolean => useMedia(PHONE);
export const useIsNarrow = (): boolean => useMedia(NARROW);
