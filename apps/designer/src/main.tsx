import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/app.tsx";
import { makeRouter } from "./app/router.tsx";
import { startI18n } from "./app/i18n/start-i18n.ts";
import { settings } from "./shared/settings.ts";
import { dressPage } from "./shared/theme/appearance.ts";
import "./shared/base.css";

dressPage(settings().theme ?? (window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));
await startI18n(new URLSearchParams(window.location.search).get("lng"));

const router = makeRouter();
const root = document.getElementById("root");
if (root === null) throw new Error("index.html has lost its root");
createRoot(root).render(
  <StrictMode>
    <App router={router} />
  </StrictMode>,
);
