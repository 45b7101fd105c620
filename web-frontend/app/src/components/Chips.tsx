import { useId } from "react";

interface Choice<V extends string> {
  value: V;
  label: string;
  hint?: string;
}

/** Several of these, or one of these: native boxes that look like chips. */
export function Chips<V extends string>({
  legend,
  help,
  error,
  choices,
  value,
  onChange,
  single = false,
  hideLegend = false,
}: {
  legend: string;
  help?: string;
  error?: string;
  choices: Choice<V>[];
  value: readonly NoInfer<V>[];
  onChange: (value: V[]) => void;
  single?: boolean;
  hideLegend?: boolean;
}) {
  const name = useId();
  function toggle(chosen: V) {
    if (single) return onChange([chosen]);
    if (value.includes(chosen)) return onChange(value.filter((v) => v !== chosen));
    // "None of these" and anything else exclude one another.
    onChange(chosen === "none" ? [chosen] : [...value.filter((v) => v !== "none"), chosen]);
  }
  return (
    <fieldset data-invalid={error ? true : undefined} aria-describedby={error ? `${name}-error` : help ? `${name}-help` : undefined}>
      <legend className={hideLegend ? "unseen" : undefined}>{legend}</legend>
      {help && (
        <p id={`${name}-help`} style={{ margin: "0 0 0.5rem", color: "var(--mantine-color-dimmed)" }}>
          {help}
        </p>
      )}
      <div className="chips">
        {choices.map((choice) => (
          <label key={choice.value} className="chip" title={choice.hint}>
            <input
              type={single ? "radio" : "checkbox"}
              name={name}
              checked={value.includes(choice.value)}
              onChange={() => toggle(choice.value)}
            />
            <span>{choice.label}</span>
          </label>
        ))}
      </div>
      {error && (
        <p id={`${name}-error`} className="fieldError" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
