#include "audit/verify_chains.hpp"

#include <functional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/audit_chain.hpp"
#include "fakes/stores/chain_store.hpp"

namespace burner::audit {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// Two chains of ten batches of two events, anchored after each batch.
class ChainsOfNodes : public testing::Test {
  protected:
    ChainsOfNodes() {
        for (const char* name : {"a", "b"}) EXPECT_TRUE(store_.begin(name, {}));
        for (int i = 0; i < 10; ++i) {
            for (fakes::AuditChain* chain : {&a_, &b_}) {
                const std::string name = chain == &a_ ? "a" : "b";
                EXPECT_TRUE(store_.append(name, std::vector{chain->add(2)}).value());
                EXPECT_TRUE(store_.anchor(name));
                store_.clock.advance(std::chrono::seconds{10});
            }
        }
    }

    ChainsVerdict verdict(const ChainsOptions& options = {}) {
        ChainsVerdict found;
        EXPECT_TRUE(store_.view([&](ChainView& view) { found = verify_chains(view, options); }));
        return found;
    }
    std::vector<std::string> flaws() {
        std::vector<std::string> texts;
        for (const auto& [chain, reason] : verdict().flaws) texts.push_back(chain + ": " + reason);
        return texts;
    }
    std::vector<Batch>& batches() { return store_.batches.find("a")->second; }

    storage::MemoryChainStore store_;
    fakes::AuditChain a_{"a"};
    fakes::AuditChain b_{"b"};
};

TEST_F(ChainsOfNodes, HoldAsTheyWereShipped) {
    std::uint64_t last_done = 0;
    const auto found = verdict({.head = {}, .root = {}, .progress = [&](std::uint64_t done, std::uint64_t total) {
                                    EXPECT_EQ(total, 40u);
                                    EXPECT_GE(done, last_done);
                                    last_done = done;
                                }});
    EXPECT_THAT(found.flaws, IsEmpty());
    EXPECT_EQ(found.events, 40u);
    EXPECT_EQ(last_done, 40u);
    EXPECT_EQ(found.anchors, 22u);
    EXPECT_EQ(found.root, store_.anchors.back().root);
    ASSERT_EQ(found.chains.size(), 2u);
    EXPECT_EQ(found.chains[0].id, "a");
    EXPECT_EQ(found.chains[0].events, 20u);
    EXPECT_EQ(found.chains[0].first_seq, 1u);
    EXPECT_EQ(found.chains[0].last, batches().back().end);
    EXPECT_EQ(found.chains[0].from, "2026-04-09T12:00:01.000Z");
    EXPECT_EQ(found.chains[0].to, "2026-04-09T12:00:20.000Z");
}

struct Tampering {
    std::string name;
    std::function<void(storage::MemoryChainStore&, std::vector<Batch>&)> act;
    std::vector<std::string> expected;
};

void PrintTo(const Tampering& tampering, std::ostream* out) {
    *out << tampering.name;
}

/// Makes a batch and those behind it anew, so that their hashes hold.
void rewrite(std::vector<Batch>& batches, std::size_t from) {
    fakes::AuditChain other{"someone else", batches[from].before};
    for (std::size_t i = from; i < batches.size(); ++i) batches[i] = other.add(2);
}

std::vector<Tampering> tamperings() {
    using Store = storage::MemoryChainStore;
    using Batches = std::vector<Batch>;
    return {
        {"a line was changed",
         [](Store&, Batches& a) { a[3].lines.replace(a[3].lines.find("session.mint"), 12, "session.mInt"); },
         {"a: events 7 to 8 were changed: the bytes do not have the hash that they name"}},
        {"a line was taken out",
         [](Store&, Batches& a) { a[3].lines.erase(0, a[3].lines.find('\n') + 1); },
         {"a: events 7 to 8 were changed: the bytes do not have the hash that they name"}},
        {"a row names another hash",
         [](Store&, Batches& a) { a[3].end.hash = hex_sha256("x"); },
         {"a: events 7 to 8 were changed: the bytes do not have the hash that they name"}},
        {"a row has no lines",
         [](Store&, Batches& a) { a[3].lines = "\n"; },
         {"a: events 7 to 8 were changed: the bytes do not have the hash that they name"}},
        {"a row names another batch before",
         [](Store&, Batches& a) { a[3].before.hash = hex_sha256("x"); },
         {"a: events 7 to 8 do not follow those before"}},
        {"a batch in the middle was deleted",
         [](Store&, Batches& a) { a.erase(a.begin() + 3); },
         {"a: events 7 to 8 are missing"}},
        {"a batch is there twice",
         [](Store&, Batches& a) { a.insert(a.begin() + 3, a[3]); },
         {"a: events 7 to 8 do not follow those before"}},
        {"the beginning was deleted",
         [](Store&, Batches& a) { a.erase(a.begin(), a.begin() + 2); },
         {"a: events 1 to 4 are missing, and no anchor says that they were pruned"}},
        {"the end was cut off",
         [](Store&, Batches& a) { a.resize(7); },
         {"a: it is cut off behind seq 14: anchor 17 of 2026-04-09T12:02:20.000Z says that it went on to seq 16"}},
        {"every batch was deleted",
         [](Store& store, Batches&) { store.batches.erase("a"); },
         {"a: it is cut off behind seq 0: anchor 3 of 2026-04-09T12:00:00.000Z says that it went on to seq 2"}},
        {"the end was written anew",
         [](Store&, Batches& a) { rewrite(a, 8); },
         {"a: it is not what anchor 19 of 2026-04-09T12:02:40.000Z says it was at seq 18: it was written anew"}},
        {"all was written anew",
         [](Store&, Batches& a) { rewrite(a, 0); },
         {"a: it is not what anchor 3 of 2026-04-09T12:00:00.000Z says it was at seq 2: it was written anew"}},
        {"an anchor was deleted",
         [](Store& store, Batches&) { store.anchors.erase(store.anchors.begin() + 4); },
         {": anchor 5 is missing"}},
        {"an anchor names another hash",
         [](Store& store, Batches&) { store.anchors[4].link.hash = hex_sha256("x"); },
         {": anchor 5 was changed: its root is not that of what it says",
          "a: it is not what anchor 5 of 2026-04-09T12:00:20.000Z says it was at seq 4: it was written anew"}},
        {"an anchor names another time",
         [](Store& store, Batches&) { store.anchors[4].at += std::chrono::seconds{1}; },
         {": anchor 5 was changed: its root is not that of what it says"}},
        {"an anchor is one of another chain",
         [](Store& store, Batches&) { store.anchors[4].chain = "b"; },
         {": anchor 5 was changed: its root is not that of what it says",
          "b: it is not what anchor 5 of 2026-04-09T12:00:20.000Z says it was at seq 4: it was written anew"}},
        {"the end was cut off, and an anchor says that it was pruned",
         [](Store& store, Batches& a) {
             a.resize(9);
             store.anchors[20].kind = AnchorKind::pruned;
         },
         {": anchor 21 was changed: its root is not that of what it says",
          "a: it is cut off behind seq 18: anchor 21 of 2026-04-09T12:03:00.000Z says that it went on to seq 20"}},
        {"the anchors of a chain were deleted, and those behind numbered anew",
         [](Store& store, Batches&) {
             std::erase_if(store.anchors, [](const Anchor& anchor) { return anchor.chain == "a"; });
             for (std::size_t i = 0; i < store.anchors.size(); ++i) store.anchors[i].seq = i + 1;
         },
         {": anchor 1 was changed: its root is not that of what it says", "a: no anchor says where it begins"}},
    };
}

class TamperedChains : public ChainsOfNodes, public testing::WithParamInterface<Tampering> {};

TEST_P(TamperedChains, AreFound) {
    GetParam().act(store_, batches());
    EXPECT_EQ(flaws(), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(Ways, TamperedChains, testing::ValuesIn(tamperings()));

TEST_F(ChainsOfNodes, AreStillCheckedWhereAnotherIsFlawed) {
    batches().erase(batches().begin() + 3);
    const auto found = verdict();
    ASSERT_EQ(found.chains.size(), 1u);
    EXPECT_EQ(found.chains[0].id, "b");
    EXPECT_EQ(found.events, 26u);
}

TEST_F(ChainsOfNodes, KnowAHeadAndARootThatWereNoted) {
    const std::string head{view(batches()[4].end.hash)};
    const std::string root{view(store_.anchors[9].root)};
    const std::string other(64, '1');
    const auto noted = verdict({.head = head, .root = root});
    EXPECT_TRUE(noted.found_head && noted.found_root);
    const auto unknown = verdict({.head = other, .root = other});
    EXPECT_FALSE(unknown.found_head || unknown.found_root);
    EXPECT_THAT(unknown.flaws, IsEmpty());
}

TEST_F(ChainsOfNodes, LackTheRootOfAnAnchorThatWasCutOff) {
    const std::string root{view(store_.anchors.back().root)};
    store_.anchors.pop_back();
    const auto found = verdict({.head = {}, .root = root});
    EXPECT_THAT(found.flaws, IsEmpty()) << "it cannot be seen from inside";
    EXPECT_FALSE(found.found_root);
}

TEST_F(ChainsOfNodes, HoldWhereTheirBeginningWasPruned) {
    const auto old = store_.anchors[12].at;
    ASSERT_EQ(store_.prune(old, 7).value(), 7u);
    const auto found = verdict();
    EXPECT_THAT(found.flaws, IsEmpty());
    ASSERT_EQ(found.chains.size(), 2u);
    EXPECT_EQ(found.chains[0].first_seq, 11u);
    EXPECT_EQ(found.chains[1].first_seq, 5u) << "up to where it was to be pruned, not all is gone yet";
}

TEST_F(ChainsOfNodes, HoldWhereAllOfThemWasPruned) {
    store_.clock.advance(std::chrono::hours{1});
    ASSERT_EQ(store_.prune(store_.clock.now(), 100).value(), 20u);
    const auto found = verdict();
    EXPECT_THAT(found.flaws, IsEmpty());
    EXPECT_EQ(found.events, 0u);
    ASSERT_TRUE(store_.append("a", std::vector{a_.add(1)}).value());
    EXPECT_THAT(flaws(), IsEmpty());
}

TEST_F(ChainsOfNodes, MissWhatWasDeletedBehindThePrunedPart) {
    ASSERT_EQ(store_.prune(store_.anchors[12].at, 100).value(), 10u);
    batches().erase(batches().begin(), batches().begin() + 2);
    EXPECT_THAT(flaws(), ElementsAre("a: events 11 to 14 are missing, and no anchor says that they were pruned"));
}

TEST_F(ChainsOfNodes, TellWhatTheLogsSayOfThemselves) {
    std::string line;
    append_line(line, {.action = Action::audit_altered, .detail = "it was changed"});
    const Link before = batches().back().end;
    const BatchSeal seal = seal_batch(line, before);
    line.replace(line.size() - unsealed_end, unsealed_end, seal.text);
    ASSERT_TRUE(store_.append("a", std::vector{Batch{before, seal.link, line}}).value());
    const auto found = verdict();
    EXPECT_TRUE(found.was_altered);
    EXPECT_THAT(found.notes, ElementsAre("a: 1970-01-01T00:00:00.000Z audit.altered it was changed"));
}

}  // namespace
}  // namespace burner::audit
