import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useAppInfo } from "../../api/app-info.ts";
import { type Claiming, claimTask } from "../../api/tasks.ts";
import { useErrorText } from "../ui/use-error-text.ts";

interface Claimed {
  readonly id: string;
  /** Who holds it, by name. */
  readonly claimedBy: string | undefined;
}

/** Takes a task, gives it back, or takes it over; says who holds it. */
export function ClaimButton({ task, onSettled }: { task: Claimed; onSettled: () => void }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const me = useAppInfo()?.me;
  const claiming = useMutation({ mutationFn: (how: Claiming) => claimTask(task.id, how), onSettled });
  const how: Claiming = task.claimedBy === undefined ? "claim" : task.claimedBy === me?.name ? "release" : "takeover";
  return (
    <span className="claim">
      <Button loading={claiming.isPending} onClick={() => claiming.mutate(how)}>
        {t(`claim.${how}`)}
      </Button>
      {task.claimedBy !== undefined && (
        <span className="quiet">
          {how === "release" ? t("claim.mine") : t("claim.heldBy", { name: task.claimedBy })}
        </span>
      )}
      {claiming.error !== null && (
        <span className="claim-error" role="alert">
          {errorText(claiming.error)}
        </span>
      )}
    </span>
  );
}
