import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { RegionPressure } from "../api/intake";

const NUMBERS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

export interface ScaleProps {
  /** Whose pressure this is, such as "Low back"; part of every accessible name. */
  label: string;
  ceiling?: number;
  ceilingReason?: string;
  target?: number;
  band?: { low: number; high: number };
  start?: number;
  ask?: boolean;
}

/** The one picture of pressure: band filled, start marked, ceiling a wall with its reason, ASK dashed. */
export function PressureScale({ label, ceiling = 10, ceilingReason, target, band, start, ask = false }: ScaleProps) {
  const { t } = useTranslation();
  const said = describe(t, { label, ceiling, ceilingReason, target, band, start, ask });
  return (
    <figure style={{ margin: 0 }} data-testid="pressure-scale">
      <div className={ask && ceiling > 0 ? "scale ask" : "scale"} aria-hidden="true">
        {NUMBERS.map((n) => {
          const classes = ["cell"];
          if (band && n >= band.low && n <= band.high && n <= ceiling) classes.push("band");
          if (n === target) classes.push("target");
          if (n > ceiling) classes.push("beyond");
          if (n === ceiling + 1) classes.push("wall");
          if (n === start) classes.push("start");
          return (
            <div key={n} className={classes.join(" ")}>
              {n}
            </div>
          );
        })}
      </div>
      <figcaption style={{ fontSize: "0.95rem" }}>{said}</figcaption>
    </figure>
  );
}

type Translate = (key: string, values?: Record<string, unknown>) => string;

export function describe(t: Translate, scale: Required<Pick<ScaleProps, "label" | "ceiling" | "ask">> & ScaleProps): string {
  const parts: string[] = [];
  if (scale.ceiling <= 0) parts.push(t("pressure.none"));
  else {
    if (scale.ask) parts.push(t("pressure.ask"));
    else if (scale.target !== undefined)
      parts.push(
        scale.band && scale.band.low !== scale.band.high
          ? t("pressure.targetBand", { target: scale.target, low: scale.band.low, high: scale.band.high })
          : t("pressure.target", { target: scale.target }),
      );
    if (scale.start !== undefined) parts.push(t("pressure.start", { start: scale.start }));
    if (scale.ceiling < 10) parts.push(t("pressure.ceiling", { ceiling: scale.ceiling }));
  }
  if (scale.ceilingReason) parts.push(scale.ceilingReason);
  return parts.map((part) => part.replace(/\.?$/, ".")).join(" ");
}

export function RegionScale({ region, label }: { region: RegionPressure; label: string }) {
  return (
    <PressureScale
      label={label}
      ceiling={region.ceiling}
      ceilingReason={region.ceilingReason}
      target={region.target}
      band={region.band}
      start={region.start}
      ask={region.ask}
    />
  );
}

export interface ChooserProps {
  label: string;
  value: number | undefined;
  onChange: (value: number | undefined) => void;
  /** Whether "I don't know" is an answer here. */
  unknown?: boolean;
}

/** Choosing on the same scale: native radio buttons, so that arrow keys and screen readers just work. */
export function PressureChooser({ label, value, onChange, unknown = true }: ChooserProps) {
  const { t } = useTranslation();
  const name = useId();
  return (
    <fieldset>
      <legend>{label}</legend>
      <div className="scale chooser">
        {NUMBERS.map((n) => (
          <label key={n} className="cell">
            <input
              type="radio"
              name={name}
              checked={value === n}
              onChange={() => onChange(n)}
              aria-label={t("pressure.choice", { label, n, word: t(`intensity.${n}`) })}
            />
            {n}
          </label>
        ))}
      </div>
      <div className="scaleEnds" aria-hidden="true">
        <span>{t("intensity.1")}</span>
        <span>{value === undefined ? "" : `${value}: ${t(`intensity.${value}`)}`}</span>
        <span>{t("intensity.10")}</span>
      </div>
      {unknown && (
        <div className="chips" style={{ marginTop: "0.4rem" }}>
          <label className="chip">
            <input
              type="radio"
              name={name}
              checked={value === undefined}
              onChange={() => onChange(undefined)}
              aria-label={t("pressure.unknownFor", { label })}
            />
            <span>{t("pressure.unknown")}</span>
          </label>
        </div>
      )}
    </fieldset>
  );
}

/** Soreness and pain, 0 to 10: another scale than pressure, and it looks different on purpose. */
export function RatingChooser({
  label,
  value,
  onChange,
  low,
  high,
  min = 0,
  max = 10,
  error,
}: {
  label: string;
  value: number | undefined;
  onChange: (value: number) => void;
  error?: string;
  low?: string;
  high?: string;
  min?: number;
  max?: number;
}) {
  const name = useId();
  const numbers = Array.from({ length: max - min + 1 }, (_, i) => min + i);
  return (
    <fieldset data-invalid={error ? true : undefined} aria-describedby={error && `${name}-error`}>
      <legend>{label}</legend>
      <div className="chooser rating">
        {numbers.map((n) => (
          <label key={n} className="cell">
            <input type="radio" name={name} checked={value === n} onChange={() => onChange(n)} aria-label={`${label}: ${n}`} />
            {n > 0 && min < 0 ? `+${n}` : n}
          </label>
        ))}
      </div>
      {(low ?? high) && (
        <div className="scaleEnds" aria-hidden="true">
          <span>{low}</span>
          <span>{high}</span>
        </div>
      )}
      {error && (
        <p id={`${name}-error`} className="fieldError" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
