import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { type Port, portsOf, type WorkflowDefinition, type WorkflowNode } from "@orderloom/rule-dsl";
import type { Source } from "../../document/edited-document.ts";
import { portsFrom } from "../../document/edited-document.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { problemsBelow } from "./field-props.ts";
import { FormField } from "./form-field.tsx";
import { type InspectorSources, manifestOf, useInspected } from "./inspector-context.ts";
import { usePortName } from "./use-port-name.ts";

/** The ports a node has, by its type and by what it refers to. */
export function portsOfNode(node: WorkflowNode, sources: InspectorSources): readonly Port[] {
  const action = node.type === "action" ? manifestOf(sources, node.action.connector, node.action.name) : undefined;
  const ports = portsOf(node, { action });
  // The way that is left over is named by the node beside its cases.
  if (node.type !== "switch" || node.otherwise === undefined) return ports;
  const { otherwise } = node;
  return ports.map((port) => (port.id === "otherwise" ? { ...port, name: otherwise } : port));
}

const handlerPorts: readonly Port[] = [{ id: "next", need: "must" }];

interface PortsTabProps {
  readonly from: Source;
  readonly ports: readonly Port[];
}

/** Where each way out leads, and leading it elsewhere. */
export function PortsTab({ from, ports }: PortsTabProps) {
  const { t } = useTranslation();
  const { definition, problems, place, readOnly, run, onSelect } = useInspected();
  const portName = usePortName();
  const nameOf = useNodeName(definition);
  const targets = portsFrom(definition, from);
  const listed = "handler" in from ? handlerPorts : ports;
  const stray = Object.keys(targets).filter((port) => !listed.some(({ id }) => id === port));
  const all: readonly Port[] = [...listed, ...stray.map((id): Port => ({ id, need: "may" }))];
  if (all.length === 0) return <p className="form-help">{t("inspector.noPorts")}</p>;
  const options = Object.entries(definition.nodes)
    .filter(([id, node]) => node.type !== "start" && !("node" in from && from.node === id))
    .map(([id]) => ({ value: id, label: nameOf(id) }));
  return (
    <>
      {all.map((port) => {
        const target = targets[port.id];
        return (
          <FormField
            key={port.id}
            label={portName(port)}
            help={target === undefined ? t(`inspector.portNeed.${port.need}`) : undefined}
            problems={problemsBelow(problems, `${place}/ports/${port.id}`)}
          >
            <span className="picker-with-link">
              <Select
                aria-label={portName(port)}
                disabled={readOnly}
                allowClear
                value={target ?? null}
                placeholder={t("inspector.leadsNowhere")}
                showSearch={{ optionFilterProp: "label" }}
                options={options}
                onChange={(to: string | undefined) =>
                  run(
                    to === undefined
                      ? { type: "disconnect", from, port: port.id }
                      : { type: "connect", from, port: port.id, to },
                  )
                }
              />
              {target !== undefined && Object.hasOwn(definition.nodes, target) && (
                <button
                  type="button"
                  className="icon-button"
                  title={t("inspector.goTo", { name: nameOf(target) })}
                  aria-label={t("inspector.goTo", { name: nameOf(target) })}
                  onClick={() => onSelect(target)}
                >
                  <Icon name="chevron-right" size={14} />
                </button>
              )}
            </span>
          </FormField>
        );
      })}
    </>
  );
}

function useNodeName({ nodes }: WorkflowDefinition): (id: string) => string {
  const format = useFormat();
  return (id) => {
    const name = nodes[id]?.name;
    return name === undefined ? id : format.text(name);
  };
}
