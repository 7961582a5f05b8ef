// The command for wallets whose key it does not have, and keys that do not lie in a file.

#include <fmt/chrono.h>

#include "reclaim/reclaim_command.hpp"
#include "reclaim/report/proposal.hpp"

namespace burner::test {
namespace {

using testing::HasSubstr;
namespace codes = reclaim::reclaim_exit;

class WalletCommand : public ReclaimCommand {
  protected:
    WalletCommand() {
        options.keypair.clear();
        options.home = directory_;
    }
    /// Looks at the wallet by its address alone.
    void by_address() { options.wallet = wallet_address; }
    /// Has a folder in which another program signs.
    void sign_elsewhere() {
        by_address();
        options.yes = true;
        options.unsigned_folder = directory_ / "folder";
        std::filesystem::create_directory(options.unsigned_folder);
    }
    std::string content(const std::string& name) const {
        std::ifstream in{options.unsigned_folder / name};
        return {std::istreambuf_iterator<char>{in}, {}};
    }
    void put(const std::string& name, const std::string& text) const {
        std::ofstream{options.unsigned_folder / name} << text;
    }
    /// Signs what lies in the folder, as another program does.
    static std::string signed_text(const std::string& unsigned_text) {
        auto transaction =
            solana::parse_transaction(base::from_base64(unsigned_text.substr(0, unsigned_text.find('\n'))).value())
                .value();
        transaction.signatures.front() = keypair.sign(solana::serialize(transaction.message));
        return base::to_base64(solana::serialize(transaction));
    }
    /// Changes when the transactions of an answer end.
    static std::string ending_in(std::chrono::seconds time, const std::string& whole) {
        const auto end = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now() + time);
        const std::string before = R"("expiresAt":"e")", after = fmt::format(R"("expiresAt":"{:%FT%TZ}")", end);
        std::string body = whole.substr(whole.find("\r\n\r\n") + 4);
        return answer(200, body.replace(body.find(before), before.size(), after));
    }
    std::vector<std::string> submitting(const HonestTransaction& transaction) const {
        return {session_answer(), assets_answer({empty_item()}), build_answer(transaction),
                submit_answer("submitted", signature_of(transaction)), outcome_answer(signature_of(transaction))};
    }
};

TEST_F(WalletCommand, LooksWithoutAKey) {
    by_address();
    is_interactive = false;
    EXPECT_EQ(run({session_answer(), assets_answer({empty_item()}), build_answer(close_only())}), codes::done) << err;
    EXPECT_EQ(seen.size(), 3U);
    EXPECT_THAT(out, HasSubstr("Would reclaim 0.002034280 SOL in 1 transaction"));
    options.list = true;
    EXPECT_EQ(run({session_answer(), assets_answer({empty_item()})}), codes::done);
}

TEST_F(WalletCommand, ProposesToTheWalletByALink) {
    by_address();
    is_interactive = false;
    options.sign_page = "https://burn.example/sign";
    EXPECT_EQ(run({session_answer(), assets_answer({empty_item()})}), codes::done) << err;
    EXPECT_EQ(seen.size(), 2U) << "nothing is built";
    const auto closable =
        reclaim::proposal_fragment({.wallet = solana::pubkey_from_base58(wallet_address).value(), .items = {}});
    EXPECT_THAT(out, HasSubstr("https://burn.example/sign#" + closable.value() + "\n"));
    options.named.burn = {token_mint_text};
    options.allow_unpriced = true;
    options.json = true;
    EXPECT_EQ(run({session_answer(), assets_answer({empty_item(), token_item()})}), codes::done) << err;
    EXPECT_THAT(out, HasSubstr(R"("signLink":"https://burn.example/sign#AQ)"));
    for (const auto* page : {"burn.example", "ftp://burn.example", "https://burn.example/sign#x"}) {
        options.sign_page = page;
        EXPECT_EQ(run({}), codes::usage) << page;
        EXPECT_THAT(err, HasSubstr("--sign-page takes the http or https URL"));
    }
    options.sign_page = "https://burn.example/sign";
    options.wallet.clear();
    EXPECT_EQ(run({}), codes::usage);
    EXPECT_THAT(err, HasSubstr("--sign-page needs --wallet ADDRESS"));
}

TEST_F(WalletCommand, TakesTheKeyThatSolanasCommandLineHas) {
    options.yes = true;
    EXPECT_EQ(run({}), codes::usage);
    EXPECT_THAT(err, HasSubstr("id.json is not there, or is not a file (the key of Solana's command line)"));
    std::filesystem::create_directories(directory_ / ".config/solana/cli");
    std::ofstream{directory_ / ".config/solana/cli/config.yml"} << "keypair_path: usb://ledger\n";
    EXPECT_EQ(run({}), codes::usage);
    EXPECT_THAT(err, HasSubstr("is a hardware wallet"));
    std::ofstream{directory_ / ".config/solana/cli/config.yml"} << "keypair_path: " << file("k.json", key_text());
    EXPECT_EQ(run(submitting(close_only())), codes::done) << err;
}

TEST_F(WalletCommand, TakesTheKeyFromStandardInput) {
    options.keypair = "-";
    options.yes = true;
    is_interactive = false;
    EXPECT_EQ(run(submitting(close_only()), key_text()), codes::done) << err;
    EXPECT_EQ(run({}, "no key"), codes::usage);
    EXPECT_THAT(err, HasSubstr("standard input holds no key"));
}

TEST_F(WalletCommand, HasAnotherProgramSign) {
    sign_elsewhere();
    int looks = 0;
    options.sleep = [&](std::chrono::milliseconds) {
        if (++looks == 1) put("1.signed", "half of a signa");
        if (looks == 2) put("1.signed", signed_text(content("1.unsigned")) + "\n");
    };
    EXPECT_EQ(run(submitting(close_only())), codes::done) << err;
    EXPECT_THAT(out, HasSubstr("1.signed is not that transaction"));
    EXPECT_FALSE(std::filesystem::exists(options.unsigned_folder / "1.unsigned"));
    auto expected = close_only().transaction();
    expected.signatures[0] = keypair.sign(solana::serialize(expected.message));
    EXPECT_THAT(seen[3].body, HasSubstr(base::to_base64(solana::serialize(expected))));
}

TEST_F(WalletCommand, RefreshesWhileItWaits) {
    sign_elsewhere();
    // The first ends before it can be signed, so it is refreshed before it is written, and again while it waits.
    auto again = close_only();
    auto message = again.transaction();
    message.message.blockhash.bytes.fill(98);
    again.answer.transaction_base64 = base::to_base64(solana::serialize(message));
    const std::string soon = ending_in(std::chrono::seconds{10}, build_answer(close_only()));
    const std::string late = ending_in(std::chrono::seconds{60}, build_answer(again));
    std::vector<std::string> written;
    options.sleep = [&](std::chrono::milliseconds) {
        written.push_back(content("1.unsigned"));
        if (written.size() == 2) put("1.signed", signed_text(close_only().built().transaction_base64));  // the first
    };
    EXPECT_EQ(run({session_answer(), assets_answer({empty_item()}), soon, soon, late,
                   submit_answer("submitted", signature_of(close_only())), outcome_answer(signature_of(close_only()))}),
              codes::done)
        << err;
    EXPECT_THAT(written,
                testing::ElementsAre(again.answer.transaction_base64 + "\n", again.answer.transaction_base64 + "\n"));
}

TEST_F(WalletCommand, TakesOnlyTheWalletsSignatureOfThatTransaction) {
    sign_elsewhere();
    auto other = close_only();
    other.instructions.insert(other.instructions.begin(), solana::compute_budget::set_unit_limit(1));
    auto by_another = close_only().transaction();
    by_another.signatures[0] = solana::Keypair::from_seed({9}).sign(solana::serialize(by_another.message));
    const std::string wrong[] = {"",
                                 "!",
                                 "AA==",
                                 signed_text(base::to_base64(solana::serialize(other.transaction()))),
                                 base::to_base64(solana::serialize(by_another)),
                                 base::to_base64(solana::serialize(close_only().transaction()))};
    std::size_t looks = 0;
    options.sleep = [&](std::chrono::milliseconds) {
        if (looks < std::size(wrong)) return put("1.signed", wrong[looks++]);
        stop.request_stop();
    };
    EXPECT_EQ(run({session_answer(), assets_answer({empty_item()}), build_answer(close_only())}), codes::interrupted);
    EXPECT_EQ(looks, std::size(wrong));
}

class PaidCommand : public WalletCommand {
  protected:
    PaidCommand() {
        options.keypair = file("wallet.json", key_text());
        options.fee_payer = file("payer.json", key_text({4, 5}));
        options.yes = true;
        transaction_.payer = payer_.address();
        transaction_.answer.network_fee = 10'000;
    }
    std::string payer_text() const { return solana::to_base58(payer_.address()); }
    std::string signed_by_both() const {
        auto transaction = transaction_.transaction();
        const auto bytes = solana::serialize(transaction.message);
        transaction.signatures = {payer_.sign(bytes), keypair.sign(bytes)};
        return base::to_base64(solana::serialize(transaction));
    }
    std::string signature() const { return solana::to_base58(payer_.sign(solana::serialize(message()))); }
    solana::Message message() const { return transaction_.transaction().message; }
    std::vector<std::string> paying() const {
        const WalletFunds nothing{.held = 0, .needed = 655'240};
        return {session_answer(), assets_answer({empty_item()}, wallet_address, nothing), build_answer(transaction_),
                submit_answer("submitted", signature()), outcome_answer(signature())};
    }

    solana::Keypair payer_ = solana::Keypair::from_seed({4, 5});
    HonestTransaction transaction_ = close_only();
};

TEST_F(PaidCommand, LetsAnotherKeyPayForAWalletWithoutSol) {
    EXPECT_EQ(run(paying()), codes::done) << err;
    EXPECT_THAT(seen[2].body, HasSubstr(fmt::format(R"("feePayer":"{}")", payer_text())));
    EXPECT_THAT(seen[3].body, HasSubstr(signed_by_both()));
    EXPECT_THAT(out, HasSubstr(payer_text() + " pays 0.00001 SOL for each transaction"));
    EXPECT_THAT(out, HasSubstr(payer_text() + " pays 0.00001 SOL, of which 0 is priority"));
}

TEST_F(PaidCommand, PaysForWhatAnotherProgramSigns) {
    options.keypair.clear();
    sign_elsewhere();
    options.sleep = [&](std::chrono::milliseconds) {
        auto transaction = transaction_.transaction();
        transaction.signatures[1] = keypair.sign(solana::serialize(transaction.message));
        put("1.signed", base::to_base64(solana::serialize(transaction)));
    };
    EXPECT_EQ(run(paying()), codes::done) << err;
    EXPECT_THAT(seen[3].body, HasSubstr(signed_by_both()));
}

TEST_F(PaidCommand, SaysThatAnotherKeyCanPay) {
    options.fee_payer.clear();
    EXPECT_EQ(run(paying()), codes::incomplete);
    EXPECT_THAT(err, HasSubstr("Send it 0.000655240 SOL"));
    EXPECT_THAT(err, HasSubstr("--fee-payer KEYPAIR"));
}

TEST_F(PaidCommand, RefusesAnotherPayerThanItsOwn) {
    transaction_.payer = key_of(66);
    EXPECT_EQ(run(paying()), codes::distrusted);
    EXPECT_THAT(err, HasSubstr("(rule: payer)"));
    EXPECT_EQ(seen.size(), 3U);
}

TEST_F(PaidCommand, IsTheWalletWhereTheKeyIsItsOwn) {
    options.fee_payer = options.keypair;
    EXPECT_EQ(run(submitting(close_only())), codes::done) << err;
    EXPECT_THAT(out, HasSubstr("Each transaction costs 0.000005 SOL"));
}

TEST_F(PaidCommand, ReadsOneKeyFromStandardInput) {
    options.fee_payer = "-";
    is_interactive = false;
    EXPECT_EQ(run(paying(), key_text({4, 5})), codes::done) << err;
    options.keypair = "-";
    EXPECT_EQ(run({}), codes::usage);
    EXPECT_THAT(err, HasSubstr("--keypair and --fee-payer cannot both be read from standard input"));
    options.keypair = file("wallet.json", key_text());
    options.fee_payer = "usb://ledger";
    EXPECT_EQ(run({}), codes::usage);
    EXPECT_THAT(err, HasSubstr("--fee-payer takes the file of a key"));
}

TEST_F(WalletCommand, WantsAnEmptyFolderAndAnAddress) {
    sign_elsewhere();
    put("1.signed", "left over");
    EXPECT_EQ(run({}), codes::usage);
    EXPECT_THAT(err, HasSubstr("--unsigned takes a folder that is there and empty"));
    std::filesystem::remove(options.unsigned_folder / "1.signed");
    options.wallet.clear();
    EXPECT_EQ(run({}), codes::usage);
    EXPECT_THAT(err, HasSubstr("--unsigned needs --wallet ADDRESS"));
    options.wallet = "x";
    EXPECT_EQ(run({}), codes::usage);
    EXPECT_THAT(err, HasSubstr("--wallet takes the address of a wallet, not x"));
}

}  // namespace
}  // namespace burner::test
