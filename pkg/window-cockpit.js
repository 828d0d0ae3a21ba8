/** `import cockpit from "cockpit"`: the global that Cockpit's base1/cockpit.js leaves on the window. */
export default window.cockpit;
