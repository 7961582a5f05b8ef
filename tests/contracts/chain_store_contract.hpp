#pragma once

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit/chain_store.hpp"
#include "audit/verify_chains.hpp"
#include "contracts/contract.hpp"
#include "fakes/audit_chain.hpp"

namespace burner::contracts {

/// The contract of every audit::ChainStore. `Backend` has two openings of one store, `now`, and `let_pass`, which makes
/// every anchor that much older and so breaks the chain of their roots.
template <class Backend>
class ChainStoreContract : public Contract<Backend> {
  protected:
    using Kinds = std::vector<audit::AnchorKind>;

    audit::ChainsVerdict verified() {
        audit::ChainsVerdict verdict;
        EXPECT_TRUE(other_.view([&](audit::ChainView& view) { verdict = verify_chains(view, {}); }));
        return verdict;
    }
    template <class Read>
    auto read(Read read) {
        decltype(read(std::declval<audit::ChainView&>())) answer;
        EXPECT_TRUE(other_.view([&](audit::ChainView& view) { answer = read(view); }));
        return answer;
    }
    std::vector<audit::Anchor> anchors() {
        return read([](audit::ChainView& view) { return view.anchors(0, 1'000); });
    }
    Kinds kinds() {
        Kinds kinds;
        for (const auto& anchor : anchors()) kinds.push_back(anchor.kind);
        return kinds;
    }

    audit::ChainStore& store_ = this->backend_.chain_store();
    audit::ChainStore& other_ = this->backend_.reopened_chain_store();
    fakes::AuditChain a_{"a"};
};
TYPED_TEST_SUITE_P(ChainStoreContract);

TYPED_TEST_P(ChainStoreContract, KnowsAChainOnceItHasBegun) {
    EXPECT_EQ(this->store_.end("a").value(), std::nullopt);
    ASSERT_TRUE(this->store_.begin("a", {}));
    EXPECT_EQ(this->other_.end("a").value(), audit::Link{});
    const audit::Link later = fakes::AuditChain{"b"}.add(3).end;
    ASSERT_TRUE(this->store_.begin("b", later));
    ASSERT_TRUE(this->other_.begin("b", {}));
    EXPECT_EQ(this->other_.end("b").value(), later) << "it has begun already";
    EXPECT_EQ(this->anchors().size(), 2u);
    EXPECT_TRUE(this->verified().flaws.empty());
}

TYPED_TEST_P(ChainStoreContract, TakesWhatFollowsTheEndAndNothingElse) {
    const auto one = this->a_.add(3);
    const auto two = this->a_.add(1);
    const auto three = this->a_.add(2);
    EXPECT_FALSE(this->store_.append("a", std::vector{one}).value()) << "the chain has not begun";
    ASSERT_TRUE(this->store_.begin("a", {}));
    EXPECT_FALSE(this->store_.append("a", std::vector{two}).value()) << "one is missing before";
    EXPECT_TRUE(this->store_.append("a", std::vector{one}).value());
    EXPECT_FALSE(this->other_.append("a", std::vector{one}).value()) << "it has that already";
    auto fork = two;
    fork.before.hash = audit::hex_sha256("another history");
    EXPECT_FALSE(this->other_.append("a", std::vector{fork}).value());
    EXPECT_TRUE(this->other_.append("a", std::vector{two, three}).value());
    EXPECT_EQ(this->store_.end("a").value(), three.end);
    const auto verdict = this->verified();
    EXPECT_TRUE(verdict.flaws.empty());
    EXPECT_EQ(verdict.events, 6u);
}

TYPED_TEST_P(ChainStoreContract, GivesBatchesBackAsTheyCameInPages) {
    ASSERT_TRUE(this->store_.begin("a", {}));
    std::vector<audit::Batch> batches;
    for (int i = 0; i < 5; ++i) batches.push_back(this->a_.add(2));
    ASSERT_TRUE(this->store_.append("a", batches).value());
    const std::size_t size = batches[0].lines.size();
    const auto page = [&](std::uint64_t after, std::size_t bytes) {
        return this->read([=](audit::ChainView& view) { return view.batches("a", after, bytes); });
    };
    EXPECT_EQ(page(0, 1).size(), 1u) << "at least one";
    EXPECT_EQ(page(0, 2 * size).size(), 2u);
    EXPECT_EQ(page(batches[2].first(), 100 * size).size(), 2u);
    const auto all = page(0, 100 * size);
    ASSERT_EQ(all.size(), 5u);
    for (std::size_t i = 0; i < all.size(); ++i) {
        EXPECT_EQ(all[i].before, batches[i].before);
        EXPECT_EQ(all[i].end, batches[i].end);
        EXPECT_EQ(all[i].lines, batches[i].lines);
    }
    const auto ends = this->read([&](audit::ChainView& view) { return view.ends("a", batches[1].end.seq, 2); });
    EXPECT_EQ(ends, (std::vector{batches[2].end, batches[3].end}));
    EXPECT_EQ(this->read([](audit::ChainView& view) { return view.count_events(); }), 10u);
}

TYPED_TEST_P(ChainStoreContract, AnchorsTheEndOnce) {
    EXPECT_EQ(this->store_.anchor("a").value(), std::nullopt);
    ASSERT_TRUE(this->store_.begin("a", {}));
    ASSERT_TRUE(this->store_.anchor("a"));
    EXPECT_THAT(this->kinds(), testing::ElementsAre(audit::AnchorKind::start));
    const auto batch = this->a_.add(2);
    ASSERT_TRUE(this->store_.append("a", std::vector{batch}).value());
    const auto anchor = this->store_.anchor("a").value().value();
    EXPECT_EQ(anchor.link, batch.end);
    EXPECT_EQ(anchor.seq, 2u);
    EXPECT_EQ(this->other_.anchor("a").value()->root, anchor.root);
    EXPECT_THAT(this->kinds(), testing::ElementsAre(audit::AnchorKind::start, audit::AnchorKind::head));
    const auto verdict = this->verified();
    EXPECT_EQ(verdict.anchors, 2u);
    EXPECT_EQ(verdict.root, anchor.root);
}

TYPED_TEST_P(ChainStoreContract, ListsTheAnchorsOfAChainByTheirLinks) {
    fakes::AuditChain b{"b"};
    std::vector<audit::Link> links{{}};
    ASSERT_TRUE(this->store_.begin("a", {}));
    ASSERT_TRUE(this->store_.begin("b", {}));
    for (int i = 0; i < 3; ++i) {
        ASSERT_TRUE(this->store_.append("a", std::vector{this->a_.add(1)}).value());
        ASSERT_TRUE(this->store_.append("b", std::vector{b.add(1)}).value());
        links.push_back(this->store_.anchor("a").value()->link);
        ASSERT_TRUE(this->store_.anchor("b"));
    }
    std::vector<audit::Link> listed;
    audit::Anchor after;
    for (;;) {
        const auto page = this->read([&](audit::ChainView& view) { return view.anchors_of("a", after, 2); });
        if (page.empty()) break;
        for (const auto& anchor : page) listed.push_back(anchor.link);
        after = page.back();
    }
    EXPECT_EQ(listed, links);
    EXPECT_EQ(this->read([](audit::ChainView& view) { return view.chains(); }), (std::vector<std::string>{"a", "b"}));
}

TYPED_TEST_P(ChainStoreContract, PrunesWhatAnOldAnchorCoversAndKeepsTheEnd) {
    ASSERT_TRUE(this->store_.begin("a", {}));
    for (int i = 0; i < 4; ++i) ASSERT_TRUE(this->store_.append("a", std::vector{this->a_.add(2)}).value());
    ASSERT_TRUE(this->store_.anchor("a"));
    this->backend_.let_pass(std::chrono::hours{48});
    ASSERT_TRUE(this->store_.append("a", std::vector{this->a_.add(2)}).value());
    const auto newest = this->store_.anchor("a").value()->link;
    EXPECT_EQ(this->store_.prune(this->backend_.now() - std::chrono::hours{72}, 100).value(), 0u);
    EXPECT_EQ(this->store_.prune(this->backend_.now() - std::chrono::hours{24}, 3).value(), 3u);
    EXPECT_EQ(this->other_.prune(this->backend_.now() - std::chrono::hours{24}, 100).value(), 1u);
    EXPECT_EQ(this->other_.prune(this->backend_.now() - std::chrono::hours{24}, 100).value(), 0u);
    EXPECT_EQ(this->read([](audit::ChainView& view) { return view.count_events(); }), 2u);
    EXPECT_EQ(this->anchors().back().kind, audit::AnchorKind::pruned);
    EXPECT_EQ(this->anchors().back().link.seq, 8u);
    EXPECT_EQ(this->store_.prune(this->backend_.now() + std::chrono::hours{24}, 100).value(), 1u);
    EXPECT_EQ(this->other_.end("a").value(), newest) << "it goes on from there";
    EXPECT_TRUE(this->store_.append("a", std::vector{this->a_.add(1)}).value());
}

TYPED_TEST_P(ChainStoreContract, OfParallelAppendsOneHolds) {
    ASSERT_TRUE(this->store_.begin("a", {}));
    std::vector<audit::Batch> batches;
    for (int i = 0; i < 20; ++i) batches.push_back(this->a_.add(1));
    std::atomic<int> taken = 0;
    {
        std::vector<std::jthread> crowd;
        for (int i = 0; i < 4; ++i) {
            crowd.emplace_back([&, i] {
                auto& mine = i % 2 == 0 ? this->store_ : this->other_;
                for (const auto& batch : batches) {
                    const auto appended = mine.append("a", std::vector{batch});
                    if (appended && *appended) ++taken;
                }
            });
        }
    }
    EXPECT_GE(taken, 1);
    const auto verdict = this->verified();
    EXPECT_TRUE(verdict.flaws.empty());
    EXPECT_EQ(verdict.events, static_cast<std::uint64_t>(taken.load()));
}

TYPED_TEST_P(ChainStoreContract, ParallelAnchorsAreOneChain) {
    std::vector<std::jthread> crowd;
    for (const std::string name : {"a", "b", "c", "d"}) {
        crowd.emplace_back([&, name] {
            auto& mine = name < "c" ? this->store_ : this->other_;
            fakes::AuditChain chain{name};
            EXPECT_TRUE(mine.begin(name, {}));
            for (int i = 0; i < 10; ++i) {
                EXPECT_TRUE(mine.append(name, std::vector{chain.add(1)}).value());
                EXPECT_TRUE(mine.anchor(name));
            }
        });
    }
    crowd.clear();
    const auto verdict = this->verified();
    EXPECT_TRUE(verdict.flaws.empty());
    EXPECT_EQ(verdict.anchors, 44u);
    EXPECT_EQ(verdict.chains.size(), 4u);
}

REGISTER_TYPED_TEST_SUITE_P(ChainStoreContract, KnowsAChainOnceItHasBegun, TakesWhatFollowsTheEndAndNothingElse,
                            GivesBatchesBackAsTheyCameInPages, AnchorsTheEndOnce, ListsTheAnchorsOfAChainByTheirLinks,
                            PrunesWhatAnOldAnchorCoversAndKeepsTheEnd, OfParallelAppendsOneHolds,
                            ParallelAnchorsAreOneChain);

}  // namespace burner::contracts
