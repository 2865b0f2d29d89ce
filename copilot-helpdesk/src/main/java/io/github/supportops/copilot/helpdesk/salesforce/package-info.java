/**
 * Salesforce Service Cloud: cases by SOQL, triage and internal comment written by one composite call. Start at {@link
 * io.github.supportops.copilot.helpdesk.salesforce.SalesforceHelpdesk}.
 */
@NullMarked
package io.github.supportops.copilot.helpdesk.salesforce;

import org.jspecify.annotations.NullMarked;
