package org.kneadwell.booking.egress;

/** Says no to an address in a sentence for whoever gave it. */
public final class NotAnAddress extends Exception {

    private static final long serialVersionUID = 1L;
    private final String code;
    private final String sentence;

    /** @param code kebab-case, stable */
    public NotAnAddress(String code, String sentence) {
        super(code, null, false, false);
        this.code = code;
        this.sentence = sentence;
    }

    public String code() {
        return code;
    }

    public String sentence() {
        return sentence;
    }
}
