package io.github.supportops.copilot.helpdesk.internal;

/** Gives the value of the {@code Authorization} header. Thread-safe. */
public interface Authorization {

    /** {@return the header's value, empty for no header; may fetch a token first} */
    String header();

    /**
     * Gets a fresh token because the server refused one.
     *
     * @param refused the header that was refused; if it is no longer the current one, nothing needs to be done
     * @return whether trying again makes sense
     */
    boolean renew(String refused);

    /** {@return no authorization, for calls that ask for a token} */
    static Authorization none() {
        return new Authorization() {
            @Override
            public String header() {
                return "";
            }

            @Override
            public boolean renew(String refused) {
                return false;
            }
        };
    }

    /** {@return an authorization that never changes} */
    static Authorization fixed(Secret header) {
        return new Authorization() {
            @Override
            public String header() {
                return header.reveal();
            }

            @Override
            public boolean renew(String refused) {
                return false;
            }
        };
    }
}
