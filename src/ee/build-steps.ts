/** The stages of `additional_build_steps`. */

/** Steps of these stages leave nothing in the image. */
export const isBuildStage = (stage: string): boolean => /_(?:galaxy|builder)$/.test(stage);
