package io.imbridge.callback;

import io.imbridge.callback.CallbackCommand.Phase;
import io.imbridge.callback.CallbackCommand.Shape;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The single table of the vendor's commands, from which topics, keys, times and documents are made.
 *
 * <p>A command that is not in it is a normal callback too: new commands appear several times a year.
 */
public final class CommandCatalog {
    /**
     * The columns are name, phase, shape, key and event times. A key is JSON pointers: {@code a|b} means the first that
     * is present, {@code a+b} means a pair. Event times are fields with their units; the first usable field counts. In
     * a batch, key and event times belong to an element. Some profile commands do not name the owner in
     * {@code Owner_Account}: a last column gives their field.
     */
    private static final String TABLE = """
            State.StateChange                                        after   generic  /Info/To_Account                  EventTime:ms
            Profile.CallbackPortraitSet                              after   generic  /From_Account                     EventTime:ms
            Sns.CallbackPrevFriendAdd                                before  generic  /From_Account                     EventTime:ms
            Sns.CallbackPrevFriendResponse                           before  generic  /From_Account                     EventTime:ms
            Sns.CallbackFriendAdd                                    after   generic  /PairList/0/From_Account          -
            Sns.CallbackFriendDelete                                 after   generic  /PairList/0/From_Account          -
            Sns.CallbackBlackListAdd                                 after   generic  /PairList/0/From_Account          -
            Sns.CallbackBlackListDelete                              after   generic  /PairList/0/From_Account          -
            Follow.CallbackAfterFollowAdd                            after   generic  /From_Account                     EventTime:ms
            Follow.CallbackAfterFollowDelete                         after   generic  /From_Account                     EventTime:ms
            C2C.CallbackBeforeSendMsg                                before  generic  /From_Account+/To_Account         MsgTime:s
            C2C.CallbackAfterSendMsg                                 after   generic  /From_Account+/To_Account         MsgTime:s
            C2C.CallbackAfterMsgReport                               after   generic  /Report_Account+/Peer_Account     EventTime:ms|LastReadTime:s
            C2C.CallbackAfterMsgWithDraw                             after   generic  /From_Account+/To_Account         -
            C2C.CallbackAfterC2CMsgExtension                         after   generic  /From_Account+/To_Account         EventTime:ms
            C2C.CallbackAfterModifyMsg                               after   generic  /From_Account+/To_Account         EventTime:ms
            C2C.CallbackAfterMsgReadReceipt                          after   generic  /Operator_Account+/Peer_Account   EventTime:ms
            C2C.CallbackAfterMsgReadAll                              after   generic  /Report_Account                   EventTime:ms
            Group.CallbackBeforeCreateGroup                          before  generic  /Owner_Account|/Operator_Account  EventTime:ms
            Group.CallbackAfterCreateGroup                           after   profile  /GroupId                          EventTime:ms
            Group.CallbackBeforeApplyJoinGroup                       before  generic  /GroupId                          EventTime:ms
            Group.CallbackBeforeInviteJoinGroup                      before  generic  /GroupId                          EventTime:ms
            Group.CallbackAfterNewMemberJoin                         after   generic  /GroupId                          EventTime:ms
            Group.CallbackAfterMemberExit                            after   generic  /GroupId                          EventTime:ms
            Group.CallbackBeforeSendMsg                              before  generic  /GroupId                          EventTime:ms
            Group.CallbackAfterSendMsg                               after   generic  /GroupId                          EventTime:ms|MsgTime:s
            Group.CallbackAfterGroupFull                             after   generic  /GroupId                          EventTime:ms
            Group.CallbackAfterGroupDestroyed                        after   generic  /GroupId                          EventTime:ms
            Group.CallbackAfterGroupInfoChanged                      after   profile  /GroupId                          EventTime:ms
            Group.CallbackOnMemberStateChange                        after   generic  /GroupId                          -
            Group.CallbackSendMsgException                           after   generic  /GroupId                          EventTime:ms
            Group.CallbackAfterRecallMsg                             after   generic  /GroupId                          EventTime:ms
            Group.CallbackBeforeCreateTopic                          before  generic  /GroupId|/Operator_Account        -
            Group.CallbackAfterCreateTopic                           after   profile  /GroupId                          -
            Group.CallbackAfterTopicDestroyed                        after   profile  /GroupId                          -
            Group.CallbackAfterTopicInfoChanged                      after   profile  /GroupId                          -
            Group.CallbackAfterMemberFieldChanged                    after   generic  /GroupId                          EventTime:ms
            Group.CallbackAfterGroupAttrChanged                      after   profile  /GroupId                          EventTime:ms
            Group.CallbackAfterReadReceipt                           after   generic  /GroupId                          EventTime:ms
            Group.CallbackAfterChangeGroupOwner                      after   profile  /GroupId                          EventTime:ms  NewOwner_Account
            Group.CallbackOnDailyGroupQuotaAlarm                     after   generic  -                                 EventTime:ms
            Group.CallbackAfterGroupMsgExtension                     after   generic  /GroupId                          EventTime:ms
            Group.CallbackAfterModifyMsg                             after   generic  /GroupId                          EventTime:ms
            Alert.RequestOverLimit                                   after   generic  /ServiceName                      -
            ContentCallback.ResultNotify                             after   generic  /From_Account|/CtxcbRequestId     -
            Bot.OnC2CMessage                                         after   generic  /From_Account+/To_Account         MsgTime:s
            Bot.OnGroupMessage                                       after   generic  /GroupId                          EventTime:ms
            Chatbot.OnC2CSignalMessage                               after   generic  /From_Account+/To_Account         EventTime:ms
            Push.OfflinePush                                         after   batch    /To_Account                       EventTime:s
            Push.AllMemberPush                                       after   batch    /TaskId                           EventTime:s
            OfficialAccount.CallbackBeforeCreateOfficialAccount      before  generic  /Owner_Account                    EventTime:ms
            OfficialAccount.CallbackBeforeAddSubscriber              before  generic  /Official_Account                 EventTime:ms
            OfficialAccount.CallbackBeforeSendMsg                    before  generic  /Official_Account                 EventTime:ms
            OfficialAccount.CallbackAfterCreateOfficialAccount       after   generic  /Official_Account                 EventTime:ms
            OfficialAccount.CallbackAfterOfficialAccountInfoChanged  after   generic  /Official_Account                 EventTime:ms
            OfficialAccount.CallbackAfterOfficialAccountDestroyed    after   generic  /Official_Account                 EventTime:ms
            OfficialAccount.CallbackAfterAddSubscriber               after   generic  /Official_Account                 EventTime:ms
            OfficialAccount.CallbackAfterOfficialAccountFull         after   generic  /Official_Account                 EventTime:ms
            OfficialAccount.CallbackAfterDeleteSubscriber            after   generic  /Official_Account                 EventTime:ms
            OfficialAccount.CallbackAfterSendMsg                     after   generic  /Official_Account                 EventTime:ms
            OfficialAccount.CallbackAfterMsgWithDraw                 after   generic  /Official_Account                 EventTime:ms
            """;

    private static final Pattern SPACES = Pattern.compile(" +");
    private static final Pattern BAR = Pattern.compile("\\|");

    private static final String OWNER = "Owner_Account";

    private static final Map<String, CallbackCommand> COMMANDS = TABLE.lines()
            .map(SPACES::split)
            .map(row -> new CallbackCommand(
                    row[0], phase(row[1]), shape(row[2]), key(row[3]), times(row[4]), row.length > 5 ? row[5] : OWNER))
            .collect(Collectors.toMap(
                    CallbackCommand::name, Function.identity(), (first, second) -> first, LinkedHashMap::new));

    /**
     * Keys of new commands of groups, and of the commands of the vendor's sister products, which are about rooms and
     * calls.
     */
    private static final KeyRule UNKNOWN_KEY = key("/GroupId|/RoomId|/RoomInfo/RoomId|/CallRecord/CallId");

    private static final List<TimeRule> UNKNOWN_TIMES = times("-");

    private CommandCatalog() {}

    /** Every command of the catalogue, in the order of the table. */
    public static Collection<CallbackCommand> all() {
        return COMMANDS.values();
    }

    /** Whether a text is the name of a command of the catalogue. */
    public static boolean knows(String name) {
        return COMMANDS.containsKey(name);
    }

    /**
     * The command of a name. A command that is not in the catalogue is keyed by its group, room or call, and all its
     * other fields are kept unchanged.
     *
     * @param name a well-formed name
     */
    public static CallbackCommand find(String name) {
        CallbackCommand known = COMMANDS.get(name);
        return known != null
                ? known
                : new CallbackCommand(name, Phase.UNKNOWN, Shape.GENERIC, UNKNOWN_KEY, UNKNOWN_TIMES, OWNER);
    }

    private static Phase phase(String word) {
        return Phase.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static Shape shape(String word) {
        return Shape.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static KeyRule key(String text) {
        return KeyRule.parse(text);
    }

    private static List<TimeRule> times(String text) {
        return text.equals("-")
                ? List.of(TimeRule.UNDOCUMENTED)
                : BAR.splitAsStream(text).map(TimeRule::parse).toList();
    }
}
