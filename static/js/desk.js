/* The comforts of the desk: every form works without it. */
