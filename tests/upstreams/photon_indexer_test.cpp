#include "upstreams/photon/photon_indexer.hpp"

#include <gmock/gmock.h>

#include "upstreams/indexer_harness.hpp"

namespace burner::upstreams {
namespace {

using assets::IndexerFailure;
using testing::ElementsAre;
using testing::HasSubstr;
using tests::FakeRequest;
using tests::FakeRpcServer;
using tests::result_answer;

using PhotonHarness = IndexerHarness<PhotonIndexer>;

std::string page(std::string_view cursor) {
    return fmt::format(R"({{"context":{{"slot":5}},"value":{{"items":[],"cursor":{}}}}})", cursor);
}

auto tokens(std::optional<std::string> cursor = std::nullopt) {
    return [cursor](PhotonIndexer& indexer) { return indexer.get_token_accounts(wallet, cursor); };
}

auto proof() {
    return [](PhotonIndexer& indexer) { return indexer.get_validity_proof({key_of(1).bytes}); };
}

TEST(PhotonIndexer, ReadsPageAfterPage) {
    FakeRpcServer server{[](const FakeRequest& request) {
        return result_answer(request,
                             page(request.body.find(R"("cursor":"a\"b")") == std::string::npos ? R"("a\"b")" : "null"));
    }};
    PhotonHarness harness{test_settings({server.url()})};
    const auto first = harness(tokens());
    ASSERT_TRUE(first);
    ASSERT_EQ(first->next, R"(a"b)");
    const auto second = harness(tokens(first->next));
    ASSERT_TRUE(second);
    EXPECT_FALSE(second->next);
    EXPECT_EQ(
        server.requests().at(0).body,
        R"({"jsonrpc":"2.0","id":1,"method":"getCompressedTokenAccountsByOwnerV2","params":{"owner":"vines1vzrYbzLMRdu58ou5XTby4qAqVRLmqo36NKPTg","limit":1000}})");
}

TEST(PhotonIndexer, GivesUpOnAServerThatGivesTheSamePageAgain) {
    FakeRpcServer server{[](const FakeRequest& request) { return result_answer(request, page(R"("a")")); }};
    PhotonHarness harness{test_settings({server.url()})};
    EXPECT_EQ(harness(tokens("a")).error(),
              (IndexerFailure{IndexerFailure::Reason::no_answer,
                              "The indexer of compressed tokens (Photon) did not answer"}));
}

TEST(PhotonIndexer, FallsBackToTheFirstVersion) {
    FakeRpcServer server{[](const FakeRequest& request) {
        if (request.method().ends_with("V2")) return no_such_method(request);
        if (request.method() != "getValidityProof") return result_answer(request, page("null"));
        std::string bytes = "1";
        for (int i = 1; i < 32; ++i) bytes += ",1";
        return result_answer(
            request,
            fmt::format(
                R"({{"context":{{"slot":5}},"value":{{"compressedProof":{{"a":[{1}],"b":[{1},{1}],"c":[{1}]}},"roots":["{0}"],"rootIndices":[5],"leafIndices":[7],"leaves":["{0}"],"merkleTrees":["{0}"]}}}})",
                text_of_key(1), bytes));
    }};
    PhotonHarness harness{test_settings({server.url()})};
    for (int i = 0; i < 2; ++i) {
        EXPECT_TRUE(harness(tokens()));
        EXPECT_TRUE(harness(proof()));
    }
    EXPECT_THAT(harness.calls,
                ElementsAre("getCompressedTokenAccountsByOwnerV2 0 method_missing",
                            "getCompressedTokenAccountsByOwner 0 answered", "getValidityProofV2 0 method_missing",
                            "getValidityProof 0 answered", "getCompressedTokenAccountsByOwner 0 answered",
                            "getValidityProof 0 answered"));
    EXPECT_THAT(server.requests().at(2).body,
                HasSubstr(fmt::format(R"("params":{{"hashes":["{}"]}}}})", text_of_key(1))));
}

TEST(PhotonIndexer, BelievesAMethodToBeMissingWhateverTheStatusOfTheAnswer) {
    FakeRpcServer server{[](const FakeRequest& request) {
        const auto body = fmt::format(
            R"({{"jsonrpc":"2.0","error":{{"code":-32601,"message":"Method not found"}},"id":{}}})", request.id());
        return tests::http_answer(404, "", body);
    }};
    PhotonHarness harness{test_settings({server.url()})};
    for (int i = 0; i < 3; ++i) EXPECT_EQ(harness(tokens()).error().reason, IndexerFailure::Reason::method_missing);
    EXPECT_EQ(server.requests().size(), 2U);
    FakeRpcServer forbids{[](const FakeRequest& request) {
        return tests::http_answer(
            403, "", fmt::format(R"({{"jsonrpc":"2.0","result":{},"id":{}}})", page("null"), request.id()));
    }};
    PhotonHarness refused{test_settings({forbids.url()})};
    EXPECT_EQ(refused(tokens()).error().reason, IndexerFailure::Reason::no_answer);
}

TEST(PhotonIndexer, TellsAMissingMethodFromAFailure) {
    FakeRpcServer server{no_such_method};
    PhotonHarness harness{test_settings({server.url()})};
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(harness(tokens()).error(),
                  (IndexerFailure{IndexerFailure::Reason::method_missing,
                                  "The indexer of compressed tokens (Photon) is not available: no "
                                  "getCompressedTokenAccountsByOwner"}));
    }
    EXPECT_EQ(harness(proof()).error().reason, IndexerFailure::Reason::method_missing);
    EXPECT_EQ(server.requests().size(), 4U);
    FakeRpcServer broken{[](const FakeRequest&) { return tests::http_answer(500, "", ""); }};
    PhotonHarness failing{test_settings({broken.url()})};
    EXPECT_EQ(failing(proof()).error().reason, IndexerFailure::Reason::no_answer);
}

}  // namespace
}  // namespace burner::upstreams
