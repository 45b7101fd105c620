import { memo, useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";

/** A shape of the map: an ellipse by centre and radii, drawn on both sides of the middle (x = 100) when mirrored. */
interface Shape {
  region: string;
  cx: number;
  cy: number;
  rx: number;
  ry: number;
  turn?: number;
  mirrored?: boolean;
}

export const FRONT: Shape[] = [
  { region: "head", cx: 100, cy: 30, rx: 20, ry: 19 },
  { region: "jaw", cx: 100, cy: 54, rx: 14, ry: 8 },
  { region: "neck_front", cx: 100, cy: 70, rx: 9, ry: 9 },
  { region: "shoulders", cx: 66, cy: 92, rx: 17, ry: 12, turn: -18, mirrored: true },
  { region: "armpit", cx: 62, cy: 116, rx: 7, ry: 8, mirrored: true },
  { region: "arms", cx: 47, cy: 132, rx: 10, ry: 26, turn: 10, mirrored: true },
  { region: "inner_elbow", cx: 41, cy: 163, rx: 8, ry: 7, mirrored: true },
  { region: "forearms_wrists", cx: 34, cy: 196, rx: 9, ry: 27, turn: 10, mirrored: true },
  { region: "hip_flexors", cx: 82, cy: 212, rx: 14, ry: 13, turn: -25, mirrored: true },
  { region: "groin", cx: 100, cy: 231, rx: 9, ry: 9 },
  { region: "thighs", cx: 81, cy: 272, rx: 16, ry: 36, mirrored: true },
  { region: "lower_legs", cx: 82, cy: 352, rx: 12, ry: 38, mirrored: true },
  { region: "feet", cx: 79, cy: 409, rx: 13, ry: 11, mirrored: true },
];

const BACK: Shape[] = [
  { region: "head", cx: 100, cy: 31, rx: 20, ry: 22 },
  { region: "jaw_ear_hollow", cx: 83, cy: 53, rx: 6, ry: 7, mirrored: true },
  { region: "neck", cx: 100, cy: 66, rx: 12, ry: 12 },
  { region: "shoulders", cx: 66, cy: 90, rx: 18, ry: 12, turn: -15, mirrored: true },
  { region: "upper_back", cx: 100, cy: 106, rx: 30, ry: 19 },
  { region: "mid_back", cx: 100, cy: 141, rx: 20, ry: 16 },
  { region: "lats_ribs", cx: 71, cy: 148, rx: 9, ry: 24, mirrored: true },
  { region: "low_back", cx: 100, cy: 176, rx: 25, ry: 17 },
  { region: "hips", cx: 68, cy: 200, rx: 9, ry: 16, turn: 12, mirrored: true },
  { region: "glutes_piriformis", cx: 87, cy: 218, rx: 13, ry: 20, mirrored: true },
  { region: "arms", cx: 46, cy: 134, rx: 10, ry: 30, turn: 10, mirrored: true },
  { region: "forearms_wrists", cx: 34, cy: 196, rx: 9, ry: 28, turn: 10, mirrored: true },
  { region: "hamstrings", cx: 81, cy: 276, rx: 16, ry: 33, mirrored: true },
  { region: "knee_back", cx: 81, cy: 319, rx: 11, ry: 8, mirrored: true },
  { region: "lower_legs", cx: 82, cy: 363, rx: 13, ry: 33, mirrored: true },
  { region: "feet", cx: 80, cy: 410, rx: 12, ry: 11, mirrored: true },
];

/** Every region the map can show; anything else is offered in the list only. */
export const MAPPED = new Set([...FRONT, ...BACK].map((shape) => shape.region));

const OUTLINE =
  "M100 8 C122 8 124 30 122 42 C120 54 114 60 112 68 C114 76 126 78 138 82 C152 87 154 100 156 116 C160 140 168 160 " +
  "172 184 C176 204 180 222 176 232 C172 238 166 234 164 226 C160 206 154 186 150 170 C146 152 142 138 138 126 " +
  "C138 150 136 170 138 192 C140 224 140 262 134 300 C136 332 134 362 128 392 C130 404 134 414 126 420 " +
  "C118 424 106 424 106 414 C110 396 108 370 108 346 C106 316 104 276 100 246 C96 276 94 316 92 346 C92 370 90 396 " +
  "94 414 C94 424 82 424 74 420 C66 414 70 404 72 392 C66 362 64 332 66 300 C60 262 60 224 62 192 C64 170 62 150 62 " +
  "126 C58 138 54 152 50 170 C46 186 40 206 36 226 C34 234 28 238 24 232 C20 222 24 204 28 184 C32 160 40 140 44 116 " +
  "C46 100 48 87 62 82 C74 78 86 76 88 68 C86 60 80 54 78 42 C76 30 78 8 100 8 Z";

interface Props {
  regions: readonly string[];
  chosen: readonly string[];
  onToggle: (region: string) => void;
}

type Side = "front" | "back";
const SIDES: Record<Side, Shape[]> = { front: FRONT, back: BACK };
const ARROWS: Record<string, [number, number]> = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

/** How far one has to go in a direction to get there; a pair is where its half on the left is. */
function distance(from: Shape, to: Shape, [dx, dy]: [number, number]): number {
  const along = (to.cx - from.cx) * dx + (to.cy - from.cy) * dy;
  const across = Math.abs((to.cx - from.cx) * dy) + Math.abs((to.cy - from.cy) * dx);
  // What lies that way, and rather straight on than aside.
  return along > 0 ? along + 2 * across : Infinity;
}

/** The region an arrow key leads to, or the same where nothing lies that way. */
export function neighbour(shapes: Shape[], region: string, key: string): string {
  const from = shapes.find((shape) => shape.region === region);
  const direction = ARROWS[key];
  if (!from || !direction) return region;
  const nearest = shapes
    .map((shape) => ({ shape, far: distance(from, shape, direction) }))
    .reduce((best, one) => (one.far < best.far ? one : best), { shape: from, far: Infinity });
  return nearest.shape.region;
}

/**
 * Front and back of a body, for pointer and keyboard: each side is one stop, arrows go from region to region, space
 * chooses. The list of the same regions, which stands beside it wherever it is shown, is its equal.
 */
export function BodyMap({ regions, chosen, onToggle }: Props) {
  return (
    <div className="bodyMap" data-testid="body-map">
      <Figure side="front" regions={regions} chosen={chosen} onToggle={onToggle} />
      <Figure side="back" regions={regions} chosen={chosen} onToggle={onToggle} />
    </div>
  );
}

function halves(shape: Shape): Shape[] {
  return shape.mirrored ? [shape, { ...shape, cx: 200 - shape.cx, turn: -(shape.turn ?? 0) }] : [shape];
}

function Oval({ shape: { cx, cy, rx, ry, turn } }: { shape: Shape }) {
  return <ellipse cx={cx} cy={cy} rx={rx} ry={ry} transform={turn ? `rotate(${turn} ${cx} ${cy})` : undefined} />;
}

interface RegionProps {
  shape: Shape;
  side: Side;
  picked: boolean;
  /** Whether the tabulator stops here: one region of each side. */
  stop: boolean;
  onFocus: (region: string) => void;
  onPress: (region: string) => void;
  onKeyDown: (region: string, event: KeyboardEvent) => void;
}

/** Drawn again only when something about it changed: a press changes one of fifty. */
const Region = memo(function Region({ shape, side, picked, stop, onFocus, onPress, onKeyDown }: RegionProps) {
  const { t } = useTranslation();
  const { region } = shape;
  return (
    <g
      data-region={region}
      className={picked ? "region chosen" : "region"}
      role="checkbox"
      aria-checked={picked}
      aria-label={t("body.region", { region: t(`region.${region}`), side: t(`body.${side}`) })}
      tabIndex={stop ? 0 : -1}
      onKeyDown={(event) => onKeyDown(region, event)}
      onFocus={() => onFocus(region)}
      onClick={() => onPress(region)}
    >
      <title>{t(`region.${region}`)}</title>
      {halves(shape).map((half) => (
        <g key={half.cx}>
          <Oval shape={half} />
          {picked && (
            <text className="tick" x={half.cx} y={half.cy + 4} aria-hidden="true">
              ✓
            </text>
          )}
        </g>
      ))}
    </g>
  );
});

function Figure({ side, regions, chosen, onToggle }: Props & { side: Side }) {
  const { t } = useTranslation();
  const shapes = SIDES[side].filter((shape) => regions.includes(shape.region));
  const [current, setCurrent] = useState<string>();
  const stop = current ?? shapes.find((shape) => chosen.includes(shape.region))?.region ?? shapes[0]?.region;
  const figure = useRef<SVGSVGElement>(null);
  // What a press does is another function after each, but no reason to draw all regions again.
  const toggle = useRef(onToggle);
  useEffect(() => {
    toggle.current = onToggle;
  }, [onToggle]);
  const onPress = (region: string) => toggle.current(region);
  const onKeyDown = (region: string, event: KeyboardEvent) => {
    if (event.key === " " || event.key === "Enter") onPress(region);
    else if (event.key in ARROWS) {
      const next = neighbour(shapes, region, event.key);
      figure.current?.querySelector<SVGGElement>(`[data-region="${next}"]`)?.focus();
    } else return;
    event.preventDefault();
  };
  return (
    <svg ref={figure} viewBox="0 0 200 446" role="group" aria-label={t(`body.${side}Map`)}>
      <path className="outline" d={OUTLINE} />
      {shapes.map((shape) => (
        <Region
          key={shape.region}
          shape={shape}
          side={side}
          picked={chosen.includes(shape.region)}
          stop={shape.region === stop}
          onFocus={setCurrent}
          onPress={onPress}
          onKeyDown={onKeyDown}
        />
      ))}
      {/* Above the neighbours, which a mere outline of the region would lie under; moving the region would lose clicks. */}
      <g className="halo" aria-hidden="true">
        {shapes.filter((shape) => shape.region === stop).flatMap(halves).map((half) => (
          <Oval key={half.cx} shape={half} />
        ))}
      </g>
      <text x="100" y="440" aria-hidden="true">
        {t(`body.${side}`)}
      </text>
    </svg>
  );
}
