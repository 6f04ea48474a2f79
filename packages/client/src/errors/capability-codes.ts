// Codes for what a platform, or this build of Fovea, does not offer. Their facts carry platform, capability and alternatives.
export const capabilityCodes = {
  "capability.step": {
    family: "capability",
    status: 400,
    title: "This step cannot be carried out here",
    fix: "Do the step yourself before calling Fovea, or pass the resolver that can do it.",
    retry: false,
    sentence: (f: { platform: string; capability: string; alternatives: readonly string[] }): string =>
      `The plan for ${f.platform} needs "${f.capability}", and nothing here can do that.`,
  },
} as const;
