#include "transactions/pauses.hpp"

#include <gtest/gtest.h>

#include "fakes/stores/pause_store.hpp"

namespace burner::transactions {
namespace {

using assets::Action;
using assets::ItemType;

const Selection burn{ItemType::token, Action::burn, {}, {}};
const Selection burn_an_nft{ItemType::nft, Action::burn, {}, {}};
const Selection close{ItemType::empty_account, Action::close, {}, {}};

TEST(Pause, CoversWhatItNamesAndNothingElse) {
    const Pause everything;
    const Pause burns{true, {}, {}};
    const Pause tokens{false, ItemType::token, {}};
    const Pause of_one{true, ItemType::nft, "prj_1"};
    for (const auto& item : {burn, burn_an_nft, close}) EXPECT_TRUE(covers(everything, "prj_1", item));
    EXPECT_TRUE(covers(burns, "prj_1", burn));
    EXPECT_FALSE(covers(burns, "prj_1", close));
    EXPECT_TRUE(covers(tokens, "prj_1", {ItemType::token, Action::withdraw_excess, {}, {}}));
    EXPECT_FALSE(covers(tokens, "prj_1", burn_an_nft));
    EXPECT_TRUE(covers(of_one, "prj_1", burn_an_nft));
    EXPECT_FALSE(covers(of_one, "prj_2", burn_an_nft));
    EXPECT_FALSE(covers(of_one, "prj_1", burn));
}

TEST(Pause, HasWordsWithoutTheProject) {
    EXPECT_EQ(to_words({}), "everything");
    EXPECT_EQ(to_words({true, {}, "prj_1"}), "burns");
    EXPECT_EQ(to_words({false, ItemType::cnft, {}}), "cnft");
    EXPECT_EQ(to_words({true, ItemType::zk_compressed_token, {}}), "burns of zk_compressed_token");
}

TEST(Pauses, HoldFromTheNextRefreshOn) {
    storage::MemoryPauseStore store;
    Pauses pauses{store};
    store.add({true, ItemType::token, {}}).value();
    EXPECT_TRUE(pauses.check("prj_1", {{burn}}));
    ASSERT_TRUE(pauses.refresh());
    const auto refused = pauses.check("prj_1", {{close, burn}});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(),
              (base::Error{base::ErrorCode::overloaded, "Paused by the operator of the server: burns of token"}));
    EXPECT_TRUE(pauses.check("prj_1", {{close, burn_an_nft}}));
    store.remove({true, ItemType::token, {}}).value();
    ASSERT_TRUE(pauses.refresh());
    EXPECT_TRUE(pauses.check("prj_1", {{burn}}));
}

}  // namespace
}  // namespace burner::transactions
