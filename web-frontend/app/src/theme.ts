import { createTheme, type MantineColorsTuple } from "@mantine/core";

const pine: MantineColorsTuple = [
  "#eaf5f2", "#d3e8e3", "#a6d1c8", "#77b9ab", "#4fa392", "#338f7e", "#1f7a6b", "#156a5f", "#0f5c57", "#0a4a47",
];
const clay: MantineColorsTuple = [
  "#fdf1ea", "#f8ddd0", "#efbba3", "#e59672", "#dc774a", "#d6632f", "#c9551f", "#a8461a", "#8f3c17", "#752f10",
];

export const theme = createTheme({
  primaryColor: "pine",
  // White on these is readable in both schemes; a lighter shade in the dark would need dark text.
  primaryShade: { light: 8, dark: 7 },
  autoContrast: true,
  colors: { pine, clay },
  fontFamily: '"Source Sans 3", "Segoe UI", Ubuntu, Cantarell, "Noto Sans", system-ui, sans-serif',
  fontSizes: { md: "1.0625rem" },
  lineHeights: { md: "1.6" },
  headings: { fontWeight: "650", sizes: { h1: { fontSize: "clamp(1.3rem, 0.9rem + 4vw, 1.9rem)" }, h2: { fontSize: "1.35rem" }, h3: { fontSize: "1.1rem" } } },
  defaultRadius: "md",
  components: {
    // A long name wraps instead of being cut off on a phone.
    Button: {
      defaultProps: { size: "md" },
      styles: {
        root: { display: "inline-flex", alignItems: "center", justifyContent: "center", height: "auto", minHeight: 44, paddingBlock: 8 },
        inner: { height: "auto" },
        label: { height: "auto", overflow: "visible", whiteSpace: "normal", textAlign: "center", lineHeight: 1.35 },
      },
    },
    TextInput: { defaultProps: { size: "md" } },
    Textarea: { defaultProps: { size: "md" } },
    NumberInput: { defaultProps: { size: "md" } },
    Select: { defaultProps: { size: "md" } },
    NativeSelect: { defaultProps: { size: "md" } },
    Radio: { defaultProps: { size: "md" } },
    Checkbox: { defaultProps: { size: "md" } },
    // Nothing unfolds step by step: what is asked for is there with the next picture.
    Collapse: { defaultProps: { transitionDuration: 0 } },
    Card: { defaultProps: { withBorder: true, padding: "lg", radius: "lg" } },
  },
});
