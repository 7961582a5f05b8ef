// Who signs and pays, and what a message may name.

#include <gtest/gtest.h>

#include "base/base64.hpp"
#include "signing/lie.hpp"
#include "solana/programs/system.hpp"

namespace burner::signing {
namespace {

namespace ids = solana::ids;

Lie bytes(std::string name, std::function<void(solana::Transaction&)> change, std::string_view rule) {
    return {std::move(name), [change = std::move(change)](Scene& scene) { scene.change = change; }, rule};
}

TEST(Frame, RefusesOtherSignersAndWhatCannotBeSeen) {
    using solana::Transaction;
    expect_refused(
        honest_scene,
        {
            {"another payer", [](Scene& s) { s.payer = mallory; }, rule::payer},
            bytes(
                "a legacy message", [](Transaction& t) { t.message.version = solana::MessageVersion::legacy; },
                rule::version),
            bytes(
                "a lookup table", [](Transaction& t) { t.message.lookups.push_back({key_of(70), {0}, {}}); },
                rule::lookup_table),
            bytes(
                "a signature already", [](Transaction& t) { t.signatures[0].bytes[63] = 1; }, rule::signers),
            bytes(
                "a second signer",
                [](Transaction& t) {
                    t.signatures.emplace_back();
                    t.message.required_signatures = 2;
                },
                rule::signers),
            bytes(
                "a second signer that only reads",
                [](Transaction& t) {
                    t.signatures.emplace_back();
                    t.message.required_signatures = 2;
                    t.message.readonly_signed = 1;
                },
                rule::signers),
            bytes(
                "a key of no use",
                [](Transaction& t) {
                    t.message.keys.push_back(key_of(71));
                    ++t.message.readonly_unsigned;
                },
                rule::unused_key),
            bytes(
                "one key twice", [](Transaction& t) { t.message.keys[2] = t.message.keys[1]; }, rule::undecodable),
            insert("a nonce in front", 0,
                   {ids::system,
                    {{empty_account, false, true}, {ids::rent_sysvar, false, false}, {wallet, true, false}},
                    {4, 0, 0, 0}},
                   rule::nonce),
            insert("a nonce at the end", place::donation, {ids::system, {{wallet, true, true}}, {4, 0, 0, 0, 1}},
                   rule::nonce),
        });
}

TEST(Frame, RefusesWhatIsNoTransaction) {
    const Scene scene = honest_scene();
    const auto whole = base::from_base64(scene.built().transaction_base64).value();
    const auto with = [&](const std::function<void(base::Bytes&)>& change) {
        base::Bytes wire = whole;
        change(wire);
        return verify_built(scene.request, {{base::to_base64(wire), scene.includes}}, scene.options);
    };
    EXPECT_EQ(rule_of(with([](auto& wire) { wire.push_back(0); })), rule::undecodable);
    EXPECT_EQ(rule_of(with([](auto& wire) { wire.pop_back(); })), rule::undecodable);
    EXPECT_EQ(rule_of(with([](auto& wire) { wire.clear(); })), rule::undecodable);
    EXPECT_EQ(rule_of(with([](auto& wire) { wire.resize(1233); })), rule::undecodable);
    EXPECT_EQ(rule_of(with([](auto& wire) { wire[0] = 2; })), rule::undecodable);
    EXPECT_EQ(rule_of(with([](auto& wire) { wire[0] = 0x82; })), rule::version);   // version 2 on the wire
    EXPECT_EQ(rule_of(with([](auto& wire) { wire[65] = 0x81; })), rule::version);  // version 1 behind a signature
    for (const char* text : {"", "?", "AAA", "AQ =", "\xff"})
        EXPECT_EQ(rule_of(verify_built(scene.request, {{text, scene.includes}}, scene.options)), rule::undecodable);
}

TEST(Frame, ReadsVersion1AsItReadsVersion0) {
    const auto verified = signed_of(honest_v1_scene().verdict());
    EXPECT_EQ(verified.at(0).sentence, signed_of(honest_scene().verdict()).at(0).sentence);
    EXPECT_EQ(verified.at(0).network_fee, 5'035U);
    using solana::Transaction;
    expect_refused(
        honest_v1_scene,
        {
            {"another payer", [](Scene& s) { s.payer = mallory; }, rule::payer},
            bytes(
                "a signature already", [](Transaction& t) { t.signatures[0].bytes[63] = 1; }, rule::signers),
            bytes(
                "a second signer",
                [](Transaction& t) {
                    t.signatures.emplace_back();
                    t.message.required_signatures = 2;
                },
                rule::signers),
            bytes(
                "a key of no use",
                [](Transaction& t) {
                    t.message.keys.push_back(key_of(71));
                    ++t.message.readonly_unsigned;
                },
                rule::unused_key),
            bytes(
                "one key twice", [](Transaction& t) { t.message.keys[2] = t.message.keys[1]; }, rule::undecodable),
            insert("a nonce", 0, {ids::system, {{wallet, true, true}}, {4, 0, 0, 0}}, rule::nonce),
        });
}

TEST(Frame, LetsTheNamedPayerSignFirst) {
    Scene scene = honest_scene();
    scene.payer = key_of(5);
    scene.request.fee_payer = solana::to_base58(key_of(5));
    const auto verified = signed_of(scene.verdict()).at(0);
    EXPECT_EQ(verified.network_fee, 10'035U);
    EXPECT_EQ(verified.fee_payer, scene.request.fee_payer);
    EXPECT_EQ(verified.repayment, std::nullopt);
    scene.request.fee_payer = solana::to_base58(key_of(6));
    EXPECT_EQ(rule_of(scene.verdict()), rule::payer);
    scene.payer = wallet;
    EXPECT_EQ(rule_of(scene.verdict()), rule::payer);
}

TEST(Frame, LetsTheAgreedSponsorPayAndBeRepaid) {
    const solana::Pubkey sponsor = key_of(5);
    Scene scene = honest_scene();
    scene.payer = sponsor;
    scene.options.fee_payer = solana::to_base58(sponsor);
    scene.instructions.insert(scene.instructions.begin() + place::donation,
                              solana::system::transfer(wallet, sponsor, base::Lamports{10'035}));
    for (const auto* word : {"sponsor", "auto"}) {
        scene.request.fee_payer = word;
        const auto verified = signed_of(scene.verdict()).at(0);
        EXPECT_EQ(verified.repayment, 10'035U);
        EXPECT_EQ(verified.network_fee, 10'035U);
        EXPECT_TRUE(verified.sentence.ends_with(solana::to_base58(sponsor) +
                                                " pays 0.000010035 SOL, of which 0.000000035 is priority, and is "
                                                "repaid 0.000010035 SOL."))
            << verified.sentence;
    }
    scene.request.fee_payer = scene.options.fee_payer;
    EXPECT_EQ(rule_of(scene.verdict()), rule::donation_wallet);
    scene.request.fee_payer.reset();
    EXPECT_EQ(rule_of(scene.verdict()), rule::payer);
}

TEST(Frame, RefusesTheNamedPayerInAnotherRole) {
    const solana::Pubkey payer = key_of(5);
    const auto paid_by_another = [&] {
        Scene scene = honest_scene();
        scene.payer = payer;
        scene.request.fee_payer = solana::to_base58(payer);
        return scene;
    };
    expect_refused(
        paid_by_another,
        {
            replace("gets the lamports", place::close,
                    solana::token::close_account(ids::token, empty_account, payer, wallet), rule::destination),
            replace("decides", place::close, solana::token::close_account(ids::token, empty_account, wallet, payer),
                    rule::authority),
            replace("is repaid", place::donation, solana::system::transfer(wallet, payer, base::Lamports{1}),
                    rule::donation_wallet),
            replace("donates", place::donation, solana::system::transfer(payer, donation_wallet, base::Lamports{1}),
                    rule::authority),
        });
}

TEST(Frame, WantsAddressesInItsOptions) {
    EXPECT_THROW(SigningCheck{Options{.wallet = "x"}}, std::invalid_argument);
    Options options = honest_scene().options;
    options.donation_to = "x";
    EXPECT_THROW(SigningCheck{options}, std::invalid_argument);
    options.donation_to.reset();
    options.fee_payer = "x";
    EXPECT_THROW(SigningCheck{options}, std::invalid_argument);
}

}  // namespace
}  // namespace burner::signing
