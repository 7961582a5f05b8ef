#pragma once

#include <gmock/gmock.h>

#include "base/base64.hpp"
#include "base/store_runner.hpp"
#include "fakes/fake_clock.hpp"
#include "fakes/fake_compressed_tokens.hpp"
#include "fakes/fake_indexer.hpp"
#include "fakes/fake_prices.hpp"
#include "fakes/fake_rpc.hpp"
#include "fakes/run_task.hpp"
#include "solana/ed25519.hpp"
#include "solana/programs/ids.hpp"
#include "solana/transaction.hpp"
#include "transactions/build/build.hpp"
#include "transactions/submit/submit.hpp"

namespace burner::transactions {

using assets::Action;
using assets::ItemType;
using fakes::FakeRpc;
using fakes::key;
using fakes::TokenBytes;

inline constexpr std::uint64_t old_rent = 2'039'280;

inline TicketKey ticket_key(std::uint8_t number) {
    TicketKey made{"tk_" + std::to_string(number), {}};
    made.secret.fill(number);
    return made;
}

inline Selection close_of(std::uint32_t number) {
    return {ItemType::empty_account, Action::close, key(number), std::nullopt};
}

inline Selection burn_of(std::uint32_t number) {
    return {ItemType::token, Action::burn, key(number), std::nullopt};
}

inline Selection withdrawal_of(std::uint32_t number, ItemType type = ItemType::token) {
    return {type, Action::withdraw_excess, key(number), std::nullopt};
}

/// A wallet with one SOL and a private key, on a cluster in memory.
class WalletFixture : public testing::Test {
  protected:
    WalletFixture() {
        rpc_.put(wallet_, solana::ids::system, 1'000'000'000, {});
        rpc_.put(donation_wallet_, solana::ids::system, 5'000'000, {});
        mint(600, solana::ids::token, {});
        mint(601, solana::ids::token_2022, {});
    }

    void mint(std::uint32_t number, const solana::Pubkey& program, const fakes::MintBytes& bytes) {
        rpc_.put(key(number), program, 1'461'600, bytes.bytes());
    }
    void account(std::uint32_t number, TokenBytes bytes = {}, const solana::Pubkey& program = solana::ids::token,
                 std::uint32_t mint = 600, std::uint64_t lamports = old_rent) {
        bytes.mint = key(mint);
        if (bytes.owner == solana::Pubkey{}) bytes.owner = wallet_;
        rpc_.put(key(number), program, lamports, bytes.bytes());
    }
    BuildRequest request(std::vector<Selection> items) const {
        BuildRequest made;
        made.wallet = wallet_;
        made.items = std::move(items);
        made.project = "prj_1";
        made.cluster = "cluster";
        made.donation_wallet = donation_wallet_;
        return made;
    }
    Sources sources() { return {rpc_, indexer_, compressed_tokens_, prices_, solana::known_position_programs()}; }
    base::Result<Build> build(BuildRequest wanted) {
        Builder builder(sources(), tickets_, clock_, pace_, {});
        return fakes::run_task(builder.build(std::move(wanted)));
    }
    /// Signs as a wallet does: the message that it was given.
    std::string sign(solana::Message message) const {
        const auto signature = keypair_.sign(serialize(message));
        return base::to_base64(serialize(solana::Transaction{{signature}, std::move(message)}));
    }
    static solana::Message message_of(const BuiltTransaction& built) {
        return solana::parse_transaction(built.transaction).value().message;
    }

    solana::Keypair keypair_ = solana::Keypair::from_seed({1, 2, 3});
    solana::Pubkey wallet_ = keypair_.address();
    solana::Pubkey donation_wallet_ = key(2);
    FakeRpc rpc_;
    fakes::FakeIndexer indexer_;
    fakes::FakeCompressedTokens compressed_tokens_;
    fakes::FakePrices prices_;
    fakes::FakeClock clock_;
    BlockPace pace_;
    TicketKeys tickets_{{ticket_key(1), ticket_key(2)}};
};

}  // namespace burner::transactions
