import { ConfigProvider, theme as antdTheme } from "antd";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { ApiError } from "../api/http.ts";
import { useThemeName } from "../shared/settings.ts";
import { dressPage, themes } from "../shared/theme/appearance.ts";
import { sharedToken } from "../shared/theme/tokens.ts";
import type { AppRouter } from "./router.tsx";

const MOST_RETRIES = 2;

const makeClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5000,
        // What the runtime refuses it will refuse again; what did not arrive is worth another try.
        retry: (failures, error) => failures < MOST_RETRIES && !(error instanceof ApiError && error.status < 500),
        refetchOnWindowFocus: false,
      },
    },
  });

export function App({ router }: { router: AppRouter }) {
  const [client] = useState(makeClient);
  const name = useThemeName();
  useEffect(() => dressPage(name), [name]);
  const { token, components } = themes[name].antd;
  return (
    <ConfigProvider
      button={{ autoInsertSpace: false }}
      theme={{
        algorithm: name === "dark" ? antdTheme.darkAlgorithm : antdTheme.defaultAlgorithm,
        token: {
          ...sharedToken,
          ...token,
          controlItemBgActive: token.colorPrimaryBg,
          controlItemBgActiveHover: token.colorPrimaryBg,
        },
        components,
      }}
    >
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </ConfigProvider>
  );
}
