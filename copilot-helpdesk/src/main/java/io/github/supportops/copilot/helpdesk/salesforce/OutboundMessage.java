package io.github.supportops.copilot.helpdesk.salesforce;

import io.github.supportops.copilot.helpdesk.WebhookRefusedException;
import io.github.supportops.copilot.helpdesk.WebhookRefusedException.Reason;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The SOAP of an Outbound Message. Read as a stream without document types and entities, so no text can make the parser
 * open a file, call an address or grow without bound.
 *
 * @param organizationId the org it says it comes from, with 18 characters; empty if it does not say
 * @param notificationIds the same for every delivery of a notification
 * @param caseIds the cases it is about, with 18 characters
 */
record OutboundMessage(String organizationId, List<String> notificationIds, List<String> caseIds) {
    static final String NAMESPACE = "http://soap.sforce.com/2005/09/outbound";
    static final String ACK = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
            + "<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\"><soapenv:Body>"
            + "<notificationsResponse xmlns=\"" + NAMESPACE + "\"><Ack>true</Ack></notificationsResponse>"
            + "</soapenv:Body></soapenv:Envelope>";

    private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final String RECORD_FIELDS = "urn:sobject.";
    private static final int MOST_NOTIFICATIONS = 100;
    private static final int MOST_DEPTH = 16;
    private static final int MOST_ID_CHARS = 64;
    private static final Set<String> IDS = Set.of("Id", "ParentId");

    /** Reads it. @throws WebhookRefusedException if it is anything else */
    static OutboundMessage read(byte[] body) {
        try {
            XMLStreamReader xml = factory().createXMLStreamReader(new StringReader(utf8(body)));
            try {
                return new Walk().read(xml);
            } finally {
                xml.close();
            }
        } catch (XMLStreamException | CharacterCodingException | RuntimeException malformed) {
            if (malformed instanceof WebhookRefusedException refused) {
                throw refused;
            }
            throw unreadable("not well-formed");
        }
    }

    /** Decoded here, so that the message cannot choose another encoding and the parser never complains on stderr. */
    private static String utf8(byte[] body) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setXMLReporter((message, type, related, location) -> {});
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("Nothing outside is read");
        });
        return factory;
    }

    private static WebhookRefusedException unreadable(String why) {
        return new WebhookRefusedException(Reason.UNREADABLE, "Not an Outbound Message about cases: " + why);
    }

    /** Walks through one message, remembering the path of elements it is in. */
    private static final class Walk {
        private final Deque<String> path = new ArrayDeque<>();
        private final List<String> notificationIds = new ArrayList<>();
        private final TreeSet<String> caseIds = new TreeSet<>();
        private String organizationId = "";
        private int notifications;

        OutboundMessage read(XMLStreamReader xml) throws XMLStreamException {
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> start(xml);
                    case XMLStreamConstants.END_ELEMENT -> path.removeLast();
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw unreadable("document types and entities are not read");
                    default -> {}
                }
            }
            if (notifications == 0 || notificationIds.size() != notifications) {
                throw unreadable("a notification with an id is missing");
            }
            return new OutboundMessage(organizationId, List.copyOf(notificationIds), List.copyOf(caseIds));
        }

        private void start(XMLStreamReader xml) throws XMLStreamException {
            path.addLast(step(xml));
            if (path.size() > MOST_DEPTH) {
                throw unreadable("nested too deeply");
            }
            if (isAt("s:Envelope", "s:Body", "o:notifications", "o:Notification")) {
                notifications++;
                if (notifications > MOST_NOTIFICATIONS) {
                    throw unreadable("more than " + MOST_NOTIFICATIONS + " notifications");
                }
            } else if (isAt("s:Envelope", "s:Body", "o:notifications", "o:OrganizationId")) {
                organizationId = id(xml, "organization");
            } else if (isAt("s:Envelope", "s:Body", "o:notifications", "o:Notification", "o:Id")) {
                notificationIds.add(id(xml, "notification"));
            } else if (path.size() == 6 && isAtField()) {
                String text = text(xml);
                RecordId.ofCase(text).ifPresent(caseIds::add);
            }
        }

        private static String step(XMLStreamReader xml) {
            String namespace = xml.getNamespaceURI() == null ? "" : xml.getNamespaceURI();
            String prefix = switch (namespace) {
                case SOAP -> "s:";
                case NAMESPACE -> "o:";
                default -> namespace.startsWith(RECORD_FIELDS) ? "f:" : "?:";
            };
            return prefix + xml.getLocalName();
        }

        private boolean isAt(String... steps) {
            if (path.size() != steps.length) {
                return false;
            }
            Iterator<String> walked = path.iterator();
            for (String step : steps) {
                if (!walked.next().equals(step)) {
                    return false;
                }
            }
            return true;
        }

        /** The record's own id, or the case of a comment or mail. */
        private boolean isAtField() {
            return IDS.stream()
                    .anyMatch(name -> isAt(
                            "s:Envelope", "s:Body", "o:notifications", "o:Notification", "o:sObject", "f:" + name));
        }

        private String id(XMLStreamReader xml, String of) throws XMLStreamException {
            return RecordId.of(text(xml)).orElseThrow(() -> unreadable("the " + of + " has no valid id"));
        }

        /** Moves to the end of the element. */
        private String text(XMLStreamReader xml) throws XMLStreamException {
            StringBuilder text = new StringBuilder();
            for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
                if (event != XMLStreamConstants.CHARACTERS && event != XMLStreamConstants.CDATA) {
                    throw unreadable("an id holds something else than text");
                }
                text.append(xml.getText());
                if (text.length() > MOST_ID_CHARS) {
                    throw unreadable("an id is too long");
                }
            }
            path.removeLast();
            return text.toString().strip();
        }
    }
}
