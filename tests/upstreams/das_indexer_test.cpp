#include "upstreams/das/das_indexer.hpp"

#include <gmock/gmock.h>

#include "upstreams/indexer_harness.hpp"

namespace burner::upstreams {
namespace {

using assets::IndexerFailure;
using assets::PagePosition;
using testing::ElementsAre;
using testing::HasSubstr;
using tests::error_answer;
using tests::FakeAnswer;
using tests::FakeRequest;
using tests::FakeRpcServer;
using tests::result_answer;

using DasHarness = IndexerHarness<DasIndexer>;

std::string item(std::uint8_t id) {
    return fmt::format(R"({{"id":"{}","interface":"V1_NFT"}})", text_of_key(id));
}

/// A page of `count` assets, the first of which is `first`.
std::string page_of(std::size_t count, std::uint8_t first, std::string_view more = "") {
    std::string items = item(first);
    for (std::size_t i = 1; i < count; ++i) items += ",{}";
    return fmt::format(R"({{"total":9,"limit":1000{},"items":[{}]}})", more, count == 0 ? "" : items);
}

auto by_owner(PagePosition from = {}) {
    return [from](DasIndexer& indexer) { return indexer.get_assets_by_owner(wallet, from); };
}

TEST(DasIndexer, ReadsAllPagesByTheirNumbers) {
    int page = 0;
    const std::size_t sizes[] = {1000, 1000, 999};
    FakeRpcServer server{[&](const FakeRequest& request) {
        const int now = page++;
        return result_answer(request, page_of(sizes[now], static_cast<std::uint8_t>(now + 1)));
    }};
    DasHarness harness{test_settings({server.url()})};
    std::optional<PagePosition> next = PagePosition{};
    for (std::uint8_t i = 1; i <= 3; ++i) {
        ASSERT_TRUE(next);
        const auto found = harness(by_owner(*next));
        ASSERT_TRUE(found);
        EXPECT_EQ(found->assets.at(0).id, key_of(i));
        next = found->next;
    }
    EXPECT_FALSE(next);
    const auto requests = server.requests();
    ASSERT_EQ(requests.size(), 3U);
    EXPECT_EQ(
        requests[0].body,
        R"({"jsonrpc":"2.0","id":1,"method":"getAssetsByOwner","params":{"ownerAddress":"vines1vzrYbzLMRdu58ou5XTby4qAqVRLmqo36NKPTg","limit":1000,"page":1,"options":{"showFungible":true,"showCollectionMetadata":true}}})");
    EXPECT_THAT(requests[2].body, HasSubstr(R"("page":3,)"));
}

TEST(DasIndexer, FollowsACursorWhereThereIsOne) {
    FakeRpcServer server{[](const FakeRequest& request) {
        if (request.body.find(R"("page":1)") != std::string::npos)
            return result_answer(request, page_of(2, 1, R"(,"cursor":"a\"b")"));
        if (request.body.find(R"("cursor":"a\"b")") != std::string::npos)
            return result_answer(request, page_of(2, 2, R"(,"cursor":"c")"));
        return result_answer(request, page_of(0, 0, R"(,"cursor":"d")"));
    }};
    DasHarness harness{test_settings({server.url()})};
    auto next = harness(by_owner())->next;
    for (int i = 0; i < 2; ++i) {
        ASSERT_TRUE(next);
        next = harness(by_owner(*next))->next;
    }
    EXPECT_FALSE(next);
    EXPECT_EQ(server.requests().at(2).body.find("\"page\""), std::string::npos);
}

TEST(DasIndexer, GivesUpOnAServerThatGivesTheSamePageAgain) {
    FakeRpcServer server{[](const FakeRequest& request) { return result_answer(request, page_of(1000, 1)); }};
    DasHarness harness{test_settings({server.url()})};
    const auto first = harness(by_owner());
    const auto second = harness(by_owner(first->next.value()));
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error(),
              (IndexerFailure{IndexerFailure::Reason::no_answer, "The asset indexer (DAS) did not answer"}));
    EXPECT_FALSE(harness(by_owner(PagePosition{1001, {}, std::nullopt})));
}

TEST(DasIndexer, TakesThePageSizeOfTheServer) {
    FakeRpcServer server{[](const FakeRequest& request) {
        return result_answer(request, fmt::format(R"({{"limit":2,"items":[{},{}]}})", item(1), item(2)));
    }};
    DasHarness harness{test_settings({server.url()})};
    EXPECT_EQ(harness(by_owner())->next, (PagePosition{2, "", key_of(1)}));
}

TEST(DasIndexer, LeavesOutTheOptionsThatAServerRefuses) {
    FakeRpcServer server{[](const FakeRequest& request) {
        if (request.body.find("showFungible") != std::string::npos)
            return error_answer(request, R"({"code":-32602,"message":"unknown field `showFungible`"})");
        return result_answer(request, page_of(1, 1));
    }};
    DasHarness harness{test_settings({server.url()})};
    for (int i = 0; i < 2; ++i) EXPECT_TRUE(harness(by_owner()));
    EXPECT_THAT(harness.calls, ElementsAre("getAssetsByOwner 0 rpc_error", "getAssetsByOwner 0 answered",
                                           "getAssetsByOwner 0 answered"));
}

TEST(DasIndexer, KeepsTheOptionsWhenTheyAreNotWhatIsRefused) {
    FakeRpcServer server{[](const FakeRequest& request) {
        return error_answer(request, R"({"code":-32602,"message":"no such owner"})");
    }};
    DasHarness harness{test_settings({server.url()})};
    for (int i = 0; i < 2; ++i) EXPECT_FALSE(harness(by_owner()));
    EXPECT_EQ(harness.calls.size(), 4U);
}

TEST(DasIndexer, TellsAMissingMethodFromAFailure) {
    FakeRpcServer server{no_such_method};
    DasHarness harness{test_settings({server.url(), server.url()})};
    const IndexerFailure expected{IndexerFailure::Reason::method_missing,
                                  "The asset indexer (DAS) is not available: no getAssetsByOwner"};
    for (int i = 0; i < 3; ++i) EXPECT_EQ(harness(by_owner()).error(), expected);
    EXPECT_EQ(server.requests().size(), 2U);
    DasHarness unreachable{test_settings({tests::refusing_url()})};
    EXPECT_EQ(unreachable(by_owner()).error().reason, IndexerFailure::Reason::no_answer);
}

auto by_ids() {
    return [](DasIndexer& indexer) { return indexer.get_assets({key_of(3), key_of(1), key_of(2)}); };
}

TEST(DasIndexer, PutsABatchInTheOrderAsked) {
    FakeRpcServer server{[](const FakeRequest& request) {
        return result_answer(request, fmt::format("[{},null,{},{}]", item(1), item(9), item(3)));
    }};
    DasHarness harness{test_settings({server.url()})};
    const auto found = harness(by_ids());
    ASSERT_TRUE(found);
    ASSERT_EQ(found->size(), 3U);
    EXPECT_EQ(found->at(0)->id, key_of(3));
    EXPECT_EQ(found->at(1)->id, key_of(1));
    EXPECT_FALSE(found->at(2));
    EXPECT_THAT(server.requests().at(0).body,
                HasSubstr(fmt::format(R"("getAssetBatch","params":{{"ids":["{}",)", text_of_key(3))));
}

TEST(DasIndexer, AsksForBatchesByTheOtherNameAndThenOneByOne) {
    std::string_view offered = "getAssets\"";
    FakeRpcServer server{[&](const FakeRequest& request) -> FakeAnswer {
        if (request.method() == "getAsset") {
            if (request.body.find(text_of_key(2)) != std::string::npos)
                return error_answer(
                    request, R"({"code":-32000,"message":"Database Error: RecordNotFound Error: Asset Not Found"})");
            return result_answer(request, item(request.body.find(text_of_key(3)) != std::string::npos ? 3 : 1));
        }
        if (request.body.find(offered) == std::string::npos) return no_such_method(request);
        return result_answer(request, fmt::format("[{},{}]", item(1), item(3)));
    }};
    for (const std::string_view now : {"getAssets\"", "nothing"}) {
        offered = now;
        DasHarness harness{test_settings({server.url()})};
        for (int i = 0; i < 2; ++i) {
            const auto found = harness(by_ids());
            ASSERT_TRUE(found) << now;
            EXPECT_EQ(found->at(0)->id, key_of(3));
            EXPECT_EQ(found->at(1)->id, key_of(1));
            EXPECT_FALSE(found->at(2));
        }
        EXPECT_EQ(std::ranges::count(harness.calls, "getAssetBatch 0 method_missing"), 1);
    }
}

TEST(DasIndexer, FailsWhenOneOfMoreFails) {
    FakeRpcServer server{[](const FakeRequest& request) {
        if (request.method() != "getAsset") return no_such_method(request);
        if (request.body.find(text_of_key(1)) == std::string::npos) return result_answer(request, item(3));
        return error_answer(request, R"({"code":-32000,"message":"Database Error: pool timed out"})");
    }};
    DasHarness harness{test_settings({server.url()})};
    EXPECT_EQ(harness(by_ids()).error().reason, IndexerFailure::Reason::no_answer);
}

TEST(DasIndexer, SplitsBatchesIntoThousands) {
    FakeRpcServer server{[](const FakeRequest& request) { return result_answer(request, "[]"); }};
    DasHarness harness{test_settings({server.url()})};
    const auto found =
        harness([](DasIndexer& indexer) { return indexer.get_assets(std::vector<solana::Pubkey>(2'001)); });
    ASSERT_TRUE(found);
    EXPECT_EQ(found->size(), 2'001U);
    EXPECT_EQ(server.requests().size(), 3U);
}

std::string proof_of(std::uint8_t id) {
    return fmt::format(R"({{"root":"{0}","proof":["{0}"],"node_index":4,"leaf":"{0}","tree_id":"{0}"}})",
                       text_of_key(id));
}

TEST(DasIndexer, GivesProofsInTheOrderAsked) {
    bool has_batches = true;
    FakeRpcServer server{[&](const FakeRequest& request) {
        if (has_batches) {
            return result_answer(request,
                                 fmt::format(R"({{"{}":{},"{}":null}})", text_of_key(2), proof_of(2), text_of_key(1)));
        }
        if (request.method() != "getAssetProof") return no_such_method(request);
        if (request.body.find(text_of_key(2)) != std::string::npos) return result_answer(request, proof_of(2));
        return error_answer(request, R"({"code":-32000,"message":"Asset Proof Not Found"})");
    }};
    for (const bool now : {true, false}) {
        has_batches = now;
        DasHarness harness{test_settings({server.url()})};
        const auto found = harness([](DasIndexer& indexer) { return indexer.get_proofs({key_of(1), key_of(2)}); });
        ASSERT_TRUE(found);
        EXPECT_FALSE(found->at(0));
        EXPECT_EQ(found->at(1)->tree, key_of(2));
    }
    EXPECT_EQ(server.requests().at(0).body.find("options"), std::string::npos);
}

}  // namespace
}  // namespace burner::upstreams
