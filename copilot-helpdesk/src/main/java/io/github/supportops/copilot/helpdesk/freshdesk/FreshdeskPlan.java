package io.github.supportops.copilot.helpdesk.freshdesk;

/** How many calls a minute an account may make, for all of its tools together, by the plan it pays for. */
public enum FreshdeskPlan {
    /** 50 calls; the limits of its classes are not published, so a cautious part of that is taken. */
    TRIAL(50, 20, 20, 5),
    /** 200 calls, of them 20 lists. */
    GROWTH(200, 80, 80, 20),
    /** 400 calls, of them 100 lists. */
    PRO(400, 160, 160, 100),
    /** 700 calls, of them 200 lists. */
    ENTERPRISE(700, 280, 280, 200),
    /** The add-on with 1,000 calls. */
    ADD_ON_1000(1000, 400, 400, 300),
    /** The add-on with 2,000 calls. */
    ADD_ON_2000(2000, 800, 800, 400);

    private final int calls;
    private final int creates;
    private final int updates;
    private final int lists;

    FreshdeskPlan(int calls, int creates, int updates, int lists) {
        this.calls = calls;
        this.creates = creates;
        this.updates = updates;
        this.lists = lists;
    }

    /** {@return calls of any kind a minute} */
    public int callsPerMinute() {
        return calls;
    }

    /** {@return calls a minute that create something; notes are counted here too} */
    public int createsPerMinute() {
        return creates;
    }

    /** {@return ticket updates a minute} */
    public int updatesPerMinute() {
        return updates;
    }

    /** {@return ticket lists a minute} */
    public int listsPerMinute() {
        return lists;
    }
}
