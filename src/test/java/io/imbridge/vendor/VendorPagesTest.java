package io.imbridge.vendor;

import static io.imbridge.testkit.VendorStandIn.INFO;
import static io.imbridge.testkit.VendorStandIn.LIST;
import static io.imbridge.testkit.VendorStandIn.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.imbridge.testkit.VendorFault;
import io.imbridge.testkit.VendorGroups;
import io.imbridge.testkit.VendorStandIn;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers with the fields in the vendor's pages, and with missing or odd fields. */
class VendorPagesTest {
    private VendorStandIn vendor;
    private VendorApi api;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() {
        vendor = VendorStandIn.start(VendorRig.APP, VendorRig.KEY, new VendorGroups.InMemory());
        api = VendorRig.api(vendor, directory, 100);
    }

    @AfterEach
    void stop() {
        vendor.close();
    }

    @Test
    void a_page_of_the_list_goes_on_with_a_number_of_more_than_32_bits() throws Exception {
        vendor.fail(LIST, new VendorFault.Raw("""
            {"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"TotalCount":2,"Next":4454685361,
             "GroupIdList":[{"GroupId":"@TGS#2J4SZEAEL"},{"GroupId":"12"},{}]}
            """));

        VendorAnswer.Ids page = api.groups(0, 1000);

        assertThat(page.ids()).containsExactly("@TGS#2J4SZEAEL", "12");
        assertThat(page.next()).isEqualTo(4_454_685_361L);
    }

    @Test
    void a_group_has_more_than_is_asked_for_and_binary_custom_fields() throws Exception {
        vendor.fail(INFO, new VendorFault.Raw("""
            {"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"GroupInfo":[{
              "GroupId":"@TGS#2J4SZEAEL","ErrorCode":0,"ErrorInfo":"","Type":"Public","Name":"MyFirstGroup",
              "Appid":1400001001,"Introduction":"TestGroup","Notification":"TestGroup",
              "FaceUrl":"http://this.is.face.url","Owner_Account":"leckie","CreateTime":1426976500,
              "LastInfoTime":1426976500,"LastMsgTime":1426976600,"NextMsgSeq":1234,"MemberNum":2,"MaxMemberNum":50,
              "ApplyJoinOption":"FreeAccess","AppDefinedData":[{"Key":"GroupTestData1","Value":"xxxx"},
                {"Key":"GroupTestData2","Value":"abc\\u0000\\u0001"}],
              "MemberList":[{"Member_Account":"leckie","Role":"Owner"}]}]}
            """));

        VendorAnswer.Profiles answer = api.groupInfo(List.of("@TGS#2J4SZEAEL", "@TGS#missing"));

        assertThat(answer.found().get("@TGS#2J4SZEAEL")).hasToString("""
            {"groupType":"Public","owner":"leckie","name":"MyFirstGroup","introduction":"TestGroup",\
            "notification":"TestGroup","faceUrl":"http://this.is.face.url",\
            "createdTime":"2015-03-21T22:21:40.000Z",\
            "customFields":{"level":null,"city":null,"GroupTestData1":"xxxx","GroupTestData2":"abc\\u0000\\u0001"}}\
            """);
        assertThat(answer.failed()).containsEntry("@TGS#missing", "the answer does not have it");
    }

    @Test
    void custom_fields_that_are_not_told_are_not_known() throws Exception {
        vendor.fail(INFO, new VendorFault.Raw("""
            {"ErrorCode":0,"GroupInfo":[{"GroupId":"g","ErrorCode":0,"Type":"Public","Name":"n"}]}
            """));

        assertThat(api.groupInfo(List.of("g")).found().get("g"))
                .hasToString("{\"groupType\":\"Public\",\"name\":\"n\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"TopicAndSelfInfo\":[{\"ErrorCode\":0,\"TopicInfo\":{\"TopicId\":\"t\",\"TopicName\":\"n\"},"
                        + "\"SelfInfo\":{}}]",
                "\"TopicInfoList\":[{\"ErrorCode\":0,\"TopicInfo\":{\"TopicId\":\"t\",\"Name\":\"n\"}}]",
                "\"TopicInfoList\":[{\"ErrorCode\":0,\"TopicId\":\"t\",\"Name\":\"n\"}]",
                "\"TopicInfo\":[{\"ErrorCode\":0,\"TopicId\":\"t\",\"Name\":\"n\"}]"
            })
    void topics_are_found_in_whichever_form_they_come(String list) throws Exception {
        vendor.fail(TOPICS, new VendorFault.Raw("{\"ErrorCode\":0," + list + "}"));

        assertThat(api.topics("g").found().get("t")).hasToString("{\"name\":\"n\",\"groupType\":\"Community\"}");
    }

    @Test
    void a_topic_without_a_name_is_not_taken_for_one_that_has_none() throws Exception {
        vendor.fail(
                TOPICS,
                new VendorFault.Raw(
                        "{\"ErrorCode\":0,\"TopicAndSelfInfo\":[{\"ErrorCode\":0,\"TopicInfo\":{\"TopicId\":\"t\"}}]}"));

        VendorAnswer.Profiles topics = api.topics("g");

        assertThat(topics.found()).isEmpty();
        assertThat(topics.failed()).containsEntry("t", "the answer does not have its name");
    }

    @Test
    void a_group_without_a_name_fails_and_one_that_was_not_asked_for_is_left_out() throws Exception {
        vendor.fail(
                INFO,
                new VendorFault.Raw("{\"ErrorCode\":0,\"GroupInfo\":[{\"GroupId\":\"g\",\"ErrorCode\":0},"
                        + "{\"GroupId\":\"h\",\"ErrorCode\":0,\"Name\":12345},"
                        + "{\"GroupId\":\"stranger\",\"ErrorCode\":0,\"Name\":\"n\"}]}"));

        VendorAnswer.Profiles answer = api.groupInfo(List.of("g", "h"));

        assertThat(answer.found()).isEmpty();
        assertThat(answer.failed())
                .containsEntry("g", "the answer does not have its name")
                .containsEntry("h", "the answer does not have its name")
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1763463600000000000", "-1", "\"soon\"", "1e300", "null", "253402300800"})
    void a_time_that_is_none_is_left_out(String time) throws Exception {
        vendor.fail(
                INFO,
                new VendorFault.Raw("{\"ErrorCode\":0,\"GroupInfo\":[{\"GroupId\":\"g\",\"ErrorCode\":0,"
                        + "\"Type\":\"Public\",\"Name\":\"n\",\"CreateTime\":" + time + "}]}"));

        assertThat(api.groupInfo(List.of("g")).found().get("g"))
                .hasToString("{\"groupType\":\"Public\",\"name\":\"n\"}");
    }

    @Test
    void an_answer_without_topics_is_not_taken_for_none() {
        vendor.fail(TOPICS, new VendorFault.Raw("{\"ErrorCode\":0,\"SomethingNew\":[]}"));

        assertThatThrownBy(() -> api.topics("g")).hasMessage("the answer has no list of topics");
    }
}
