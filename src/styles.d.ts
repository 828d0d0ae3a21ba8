/** Style sheets are imported for their effect; pkg/build.js makes one of them all. */
declare module "*.css";
