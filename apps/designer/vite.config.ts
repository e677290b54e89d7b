import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Where the runtime answers while the designer is served by vite: the same setting that the runtime itself reads. */
const runtime = `http://127.0.0.1:${process.env["ORDERLOOM_PORT"] ?? "4400"}`;
const served = { "/v1": runtime, "/docs": runtime, "/openapi.json": runtime };

export default defineConfig({
  plugins: [react()],
  resolve: {
    conditions: ["@orderloom/source", "module", "browser", "development|production"],
    dedupe: ["react", "react-dom", "antd"],
  },
  server: { host: "127.0.0.1", proxy: served },
  preview: { host: "127.0.0.1", proxy: served },
  build: {
    target: "es2023",
    // The page allows no inline script, so the polyfill of an older browser has no place here.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: "react", test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 1 }],
        },
      },
    },
  },
});
