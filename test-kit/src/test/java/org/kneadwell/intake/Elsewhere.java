package org.kneadwell.intake;

/** Stands for a class of another service. */
public class Elsewhere {}
