#include "transactions/fee_payer.hpp"

#include <fmt/format.h>

#include "solana/programs/system.hpp"
#include "transactions/refresh/refresh.hpp"
#include "transactions/submissions/promise.hpp"
#include "transactions/submit_fixture.hpp"

/// Transactions that another key than the wallet pays for.
namespace burner::transactions {
namespace {

using assets::BlockedCode;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::uint64_t payers_lamports = 10'000'000;

class AnotherPays : public SubmitTest {
  protected:
    AnotherPays() {
        rpc_.put(solana::ids::transaction_v1_feature, solana::ids::feature, 1, {1, 0, 0, 0, 0, 0, 0, 0, 0});
        rpc_.put(payer_, solana::ids::system, payers_lamports, {});
        rpc_.accounts.erase(wallet_);
    }
    BuildRequest paid(std::vector<Selection> items, std::uint64_t version = 0) const {
        auto wanted = request(std::move(items));
        wanted.fee_payer = {FeePayer::Kind::address, payer_};
        wanted.versions = {version == 0, version == 1};
        return wanted;
    }
    std::vector<Selection> closes(std::uint32_t count) {
        std::vector<Selection> items;
        for (std::uint32_t i = 0; i < count; ++i) {
            account(1'000 + i);
            items.push_back(close_of(1'000 + i));
        }
        return items;
    }
    /// Signs as the payer and the wallet do.
    SignedEntry signed_by_both(const BuiltTransaction& built) const {
        auto message = message_of(built);
        const auto bytes = serialize(message);
        return entry({payer_keypair_.sign(bytes), keypair_.sign(bytes)}, std::move(message), built);
    }
    static SignedEntry entry(std::vector<solana::Signature> signatures, solana::Message message,
                             const BuiltTransaction& built) {
        const solana::Transaction transaction{std::move(signatures), std::move(message)};
        return {base::to_base64(serialize(transaction)), built.submission_ticket};
    }
    static std::vector<BlockedCode> codes_of(const Build& build) {
        std::vector<BlockedCode> codes;
        for (const Rejection& rejection : build.rejected) codes.push_back(rejection.code);
        return codes;
    }

    solana::Keypair payer_keypair_ = solana::Keypair::from_seed({7, 7});
    solana::Pubkey payer_ = payer_keypair_.address();
};

TEST(FeePayer, IsReadFromAWordOrAnAddress) {
    const std::string address = solana::to_base58(key(5));
    const std::pair<std::string, std::optional<FeePayer>> rows[] = {
        {"wallet", FeePayer{}},
        {"sponsor", FeePayer{.kind = FeePayer::Kind::sponsor}},
        {"auto", FeePayer{.kind = FeePayer::Kind::automatic}},
        {address, FeePayer{FeePayer::Kind::address, key(5)}},
        {"", std::nullopt},
        {"Wallet", std::nullopt},
        {address + "1", std::nullopt},
    };
    for (const auto& [text, expected] : rows) EXPECT_EQ(fee_payer_from_text(text), expected) << text;
}

TEST_F(AnotherPays, SignsFirstAndTheWalletBesideIt) {
    for (const std::uint64_t version : {0U, 1U}) {
        SCOPED_TRACE(version);
        const Build build = this->build(paid({close_of(10), burn_of(11)}, version)).value();
        ASSERT_THAT(build.transactions, SizeIs(1));
        const BuiltTransaction& built = build.transactions.front();
        const auto transaction = solana::parse_transaction(built.transaction).value();
        EXPECT_EQ(built.version, version);
        EXPECT_EQ(built.fee_payer, payer_);
        EXPECT_THAT(transaction.signatures, SizeIs(2));
        EXPECT_EQ(transaction.message.keys[0], payer_);
        EXPECT_EQ(transaction.message.keys[1], wallet_);
        EXPECT_EQ(built.network_fee, network_fee(2, 1'000, built.compute_units_needed));
        EXPECT_EQ(built.rebate.gross.value, 2 * old_rent);
        EXPECT_EQ(build.wallet_lamports, base::Lamports{});
        EXPECT_EQ(build.needed_lamports, base::Lamports{});
        for (const Instruction& instruction : decompile(transaction.message)) {
            EXPECT_EQ(std::ranges::find(instruction.accounts, payer_, &solana::AccountMeta::key),
                      instruction.accounts.end());
        }
    }
}

TEST_F(AnotherPays, IsTheWalletWhereTheAddressIsItsOwn) {
    rpc_.put(wallet_, solana::ids::system, payers_lamports, {});
    for (const FeePayer payer :
         {FeePayer{}, FeePayer{.kind = FeePayer::Kind::automatic}, FeePayer{FeePayer::Kind::address, wallet_}}) {
        auto wanted = request({close_of(10)});
        wanted.fee_payer = payer;
        const BuiltTransaction built = this->built(wanted);
        EXPECT_EQ(built.fee_payer, wallet_);
        EXPECT_EQ(message_of(built).required_signatures, 1);
    }
}

TEST_F(AnotherPays, LeavesRoomForItsKeyAndSignature) {
    const auto items = closes(130);
    for (const std::uint64_t version : {0U, 1U}) {
        for (const std::size_t reserve : {std::size_t{0}, std::size_t{37}, max_reserve_bytes}) {
            auto wanted = paid(items, version);
            wanted.reserve_bytes = reserve;
            wanted.donation = *DonationShare::from_number(0.05);
            const Build build = this->build(wanted).value();
            EXPECT_THAT(build.rejected, IsEmpty());
            const auto limit =
                solana::max_transaction_bytes(version == 1 ? solana::MessageVersion::v1 : solana::MessageVersion::v0);
            for (const BuiltTransaction& built : build.transactions) {
                EXPECT_LE(built.transaction.size() + reserve, limit);
                EXPECT_LE(message_of(built).keys.size(), default_max_addresses);
            }
        }
    }
}

TEST_F(AnotherPays, NeedsLamportsOfItsOwn) {
    const std::uint64_t rent = 128 * rpc_.lamports_per_byte;
    for (const std::uint64_t lamports : {std::uint64_t{0}, std::uint64_t{9'999}, rent}) {
        rpc_.put(payer_, solana::ids::system, lamports, {});
        const Build build = this->build(paid({close_of(10)})).value();
        EXPECT_THAT(codes_of(build), ElementsAre(BlockedCode::insufficient_funds));
        EXPECT_THAT(build.rejected.front().message,
                    testing::StartsWith(fmt::format("The fee payer holds {} lamports, and needs ", lamports)));
        EXPECT_EQ(build.needed_lamports, base::Lamports{});
    }
    const auto items = closes(60);
    const Build rich = this->build(paid(items)).value();
    EXPECT_THAT(rich.transactions, IsEmpty());
    rpc_.put(payer_, solana::ids::system, payers_lamports, {});
    const std::uint64_t fee = this->build(paid(items)).value().transactions.front().network_fee.value;
    rpc_.put(payer_, solana::ids::system, rent + fee, {});
    const Build poor = this->build(paid(items)).value();
    EXPECT_THAT(poor.transactions, SizeIs(1));
    EXPECT_THAT(poor.rejected.front().message, testing::HasSubstr("The fee payer cannot pay the network fee after"));
}

TEST_F(AnotherPays, LeavesTheWalletNothingOrItsRent) {
    auto excess = [this](std::uint64_t lamports) {
        rpc_.put(key(10), solana::ids::token, 293 * rpc_.lamports_per_byte + lamports,
                 TokenBytes{.mint = key(600), .owner = wallet_, .amount = 5}.bytes());
        return this->build(paid({withdrawal_of(10)})).value();
    };
    const std::uint64_t rent = 128 * rpc_.lamports_per_byte;
    EXPECT_THAT(codes_of(excess(rent - 1)), ElementsAre(BlockedCode::insufficient_funds));
    EXPECT_THAT(excess(rent).transactions, SizeIs(1));
    rpc_.put(wallet_, solana::ids::system, rent, {});
    EXPECT_THAT(excess(1).transactions, SizeIs(1));
}

TEST_F(AnotherPays, SubmitsWhatBothHaveSigned) {
    for (const std::uint64_t version : {0U, 1U}) {
        rpc_.sent.clear();
        const BuiltTransaction built = this->built(paid({version == 0 ? close_of(10) : burn_of(11)}, version));
        const SignedEntry both = signed_by_both(built);
        const SubmitResult result = submit_one(both);
        ASSERT_EQ(result.status, SubmitStatus::submitted);
        EXPECT_EQ(base::to_base64(rpc_.sent.at(0)), both.transaction_base64);
        EXPECT_EQ(result.signature, solana::parse_transaction(rpc_.sent[0])->signatures.front());
        EXPECT_EQ(submit_one(both).status, SubmitStatus::duplicate);
    }
}

TEST_F(AnotherPays, RefusesWhatOneOfThemHasNotSigned) {
    const BuiltTransaction built = this->built(paid({close_of(10)}));
    const auto message = message_of(built);
    const auto bytes = serialize(message);
    const auto of_payer = payer_keypair_.sign(bytes);
    const auto of_wallet = keypair_.sign(bytes);
    const std::pair<std::vector<solana::Signature>, solana::Pubkey> rows[] = {
        {{{}, {}}, payer_},
        {{{}, of_wallet}, payer_},
        {{of_payer, {}}, wallet_},
        {{of_wallet, of_payer}, payer_},
        {{of_wallet, of_wallet}, payer_},
        {{of_payer, of_payer}, wallet_},
    };
    for (const auto& [signatures, missing] : rows) {
        const SubmitResult result = submit_one(entry(signatures, message, built));
        ASSERT_TRUE(result.failure);
        EXPECT_EQ(result.failure->code, SubmitCode::signature_invalid);
        EXPECT_EQ(result.failure->message, fmt::format("The signature of {} is not valid", solana::to_base58(missing)));
    }
    EXPECT_THAT(rpc_.sent, IsEmpty());
}

TEST_F(AnotherPays, RefusesWhatIsPaidOrSignedByOthers) {
    const BuiltTransaction built = this->built(paid({close_of(10)}));
    const auto stranger = solana::Keypair::from_seed({9});
    const auto message = message_of(built);
    const auto instructions = decompile(message);
    const auto paid_by = [&](const solana::Keypair& payer, std::vector<Instruction> all) {
        auto changed = solana::compile(payer.address(), all, message.blockhash);
        const auto bytes = serialize(changed);
        std::vector<solana::Signature> signatures;
        for (const solana::Keypair* signer :
             std::initializer_list<const solana::Keypair*>{&payer, &keypair_, &stranger}) {
            if (signatures.size() < changed.required_signatures) signatures.push_back(signer->sign(bytes));
        }
        return submit_one(entry(std::move(signatures), std::move(changed), built));
    };
    auto with_stranger = instructions;
    with_stranger.push_back({solana::ids::lighthouse, {{stranger.address(), true, false}}, {9, 0, 1, 2}});
    auto from_payer = instructions;
    from_payer.push_back(solana::system::transfer(payer_, wallet_, {1}));
    for (const SubmitResult& result : {paid_by(stranger, instructions), paid_by(keypair_, instructions),
                                       paid_by(payer_keypair_, with_stranger), paid_by(payer_keypair_, from_payer)}) {
        ASSERT_TRUE(result.failure);
        EXPECT_EQ(result.failure->code, SubmitCode::message_mismatch);
    }
    auto guarded = instructions;
    guarded.push_back({solana::ids::lighthouse, {{payer_, true, true}}, {9, 0, 1, 2}});
    EXPECT_EQ(paid_by(payer_keypair_, guarded).status, SubmitStatus::submitted);
}

TEST_F(AnotherPays, IsRefreshedWithTheSamePayer) {
    const BuiltTransaction built = this->built(paid({close_of(10)}));
    ++rpc_.latest.blockhash.bytes[0];
    Refresher refresher(sources(), log_, runner_, tickets_, pauses_, clock_, pace_, max_priority_fee_);
    const auto refresh = [&] {
        return fakes::run_task(refresher.refresh(
            {{wallet_, "prj_1", "cluster", false}, {{base::to_base64(built.transaction), built.submission_ticket}}}));
    };
    const Build again = refresh().value();
    ASSERT_THAT(again.transactions, SizeIs(1));
    EXPECT_EQ(again.transactions.front().fee_payer, payer_);
    EXPECT_EQ(again.transactions.front().network_fee, built.network_fee);
    EXPECT_EQ(again.needed_lamports, base::Lamports{});
    EXPECT_EQ(submit_one(signed_by_both(again.transactions.front())).status, SubmitStatus::submitted);
    EXPECT_THAT(codes_of(refresh().value()), ElementsAre(BlockedCode::still_valid));
}

TEST_F(AnotherPays, PromisesTheWalletAllThatComesBack) {
    built_ = this->built(paid({close_of(10)}));
    ASSERT_EQ(submit_one(signed_by_both(built_)).status, SubmitStatus::submitted);
    solana::LandedTransaction landed;
    landed.fee = built_.network_fee;
    for (const solana::Pubkey& address : message_of(built_).keys) {
        const bool is_closed = address == key(10);
        landed.before.push_back({is_closed ? old_rent : 0});
        landed.after.push_back({address == wallet_ ? old_rent : 0});
    }
    EXPECT_EQ(check_promise(logged(), landed).verdict, PromiseVerdict::kept);
    landed.after.at(1) = landed.after.at(1) - landed.fee;
    EXPECT_EQ(check_promise(logged(), landed).verdict, PromiseVerdict::broken);
}

}  // namespace
}  // namespace burner::transactions
