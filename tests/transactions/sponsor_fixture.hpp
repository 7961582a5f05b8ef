#pragma once

#include <utility>
#include <vector>

#include "solana/programs/system.hpp"
#include "transactions/submit_fixture.hpp"

namespace burner::transactions {

/// A wallet with 0 lamports and some empty accounts, and a sponsor that pays for it.
class Sponsored : public SubmitTest {
  protected:
    static constexpr std::uint64_t sponsors_lamports = 1'000'000'000;
    static constexpr base::Lamports least_fee{10'000};

    Sponsored() {
        rpc_.put(solana::ids::transaction_v1_feature, solana::ids::feature, 1, {1, 0, 0, 0, 0, 0, 0, 0, 0});
        rpc_.put(sponsor_, solana::ids::system, sponsors_lamports, {});
        rpc_.accounts.erase(wallet_);
        EXPECT_TRUE(sponsors_.add({sponsor_, sponsor_keys_.seal(sponsor_keypair_), clock_.now()}));
    }
    void hold(std::uint64_t lamports) {
        if (lamports == 0) {
            rpc_.accounts.erase(wallet_);
        } else {
            rpc_.put(wallet_, solana::ids::system, lamports, {});
        }
    }
    BuildRequest sponsored(std::vector<Selection> items, std::uint64_t version = 0) const {
        auto wanted = request(std::move(items));
        wanted.fee_payer = {FeePayer::Kind::sponsor, sponsor_};
        wanted.versions = {version == 0, version == 1};
        return wanted;
    }
    /// Signs as the wallet does; the sponsor has not signed yet.
    SignedEntry signed_by_wallet(solana::Message message, const BuiltTransaction& built) const {
        const auto signature = keypair_.sign(serialize(message));
        return {base::to_base64(serialize(solana::Transaction{{{}, signature}, std::move(message)})),
                built.submission_ticket};
    }
    SignedEntry signed_by_wallet(const BuiltTransaction& built) const {
        return signed_by_wallet(message_of(built), built);
    }
    SubmitRequest sponsored_submission(std::vector<SignedEntry> entries) const {
        auto wanted = submission(std::move(entries));
        wanted.sponsored_by = {"key_1", terms_};
        return wanted;
    }
    SubmitResult submit_sponsored(SignedEntry entry) {
        return submit(sponsored_submission({std::move(entry)})).value().at(0);
    }
    base::Lamports at_risk() { return reservations_.use_of(sponsor_, clock_.now()).value().at_risk; }

    solana::Keypair sponsor_keypair_ = solana::Keypair::from_seed({9, 9});
    solana::Pubkey sponsor_ = sponsor_keypair_.address();
    solana::Sponsorship terms_{sponsor_, {100'000}, {100'000}, {50'000}, {10'000'000}};
};

}  // namespace burner::transactions
