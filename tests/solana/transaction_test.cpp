#include "solana/transaction.hpp"

#include "solana/vectors.hpp"

namespace burner::solana {
namespace {

using TransactionVectors = VectorTest;

std::string verdict(const base::Bytes& wire) {
    const auto parsed = parse_transaction(wire);
    return parsed ? "accepted" : std::string{to_text(parsed.error())};
}

void expect_count(simdjson::dom::element expected, const char* name, std::size_t actual) {
    std::uint64_t count = 0;
    if (expected[name].get(count) == simdjson::SUCCESS) EXPECT_EQ(count, actual) << name;
}

void expect_parse(simdjson::dom::element vector, const Transaction& transaction) {
    const Message& message = transaction.message;
    std::string_view version_name;
    if (vector["version"].get(version_name) == simdjson::SUCCESS)
        EXPECT_EQ(message.version, MessageVersion::legacy);
    else if (vector["version"].is_uint64())
        EXPECT_EQ(message.version, MessageVersion::v0);
    expect_count(vector, "signers", message.required_signatures);

    simdjson::dom::element expected;
    if (vector["expect"].get(expected) != simdjson::SUCCESS) return;
    std::size_t writable = 0;
    std::size_t loaded = 0;
    for (const AddressTableLookup& lookup : message.lookups) {
        writable += lookup.writable.size();
        loaded += lookup.writable.size() + lookup.readonly.size();
    }
    expect_count(expected, "signatures", transaction.signatures.size());
    expect_count(expected, "readonly_signed", message.readonly_signed);
    expect_count(expected, "readonly_unsigned", message.readonly_unsigned);
    expect_count(expected, "accounts", message.keys.size());
    expect_count(expected, "instructions", message.instructions.size());
    expect_count(expected, "lookups", message.lookups.size());
    expect_count(expected, "lookup_writable_total", writable);
    expect_count(expected, "lookup_accounts_total", loaded);
    std::string_view signature;
    if (expected["signature"].get(signature) == simdjson::SUCCESS)
        EXPECT_EQ(to_base58(transaction.signatures.at(0)), signature);
    simdjson::dom::array instructions;
    if (expected["ix"].get(instructions) != simdjson::SUCCESS) return;
    for (const auto wanted : instructions) {
        const CompiledInstruction& instruction = message.instructions.at(wanted["i"].get_uint64().value());
        expect_count(wanted, "program_id", instruction.program_index);
        expect_count(wanted, "accounts", instruction.accounts.size());
        expect_count(wanted, "data_len", instruction.data.size());
    }
}

TEST_F(TransactionVectors, ParseAsTheNetworkDoes) {
    std::size_t refused = 0;
    for (const auto vector : json("solana/transactions.json")["transactions"].get_array()) {
        const std::string name{text(vector["name"])};
        SCOPED_TRACE(name);
        const base::Bytes wire = from_hex(text(vector["hex"]));
        std::string_view file;
        if (vector["file"].get(file) == simdjson::SUCCESS) EXPECT_EQ(bytes("solana/" + std::string{file}), wire);
        const auto parsed = parse_transaction(wire);
        ASSERT_EQ(parsed.has_value(), vector["valid_parse"].get_bool().value()) << verdict(wire);
        refused += !parsed;
        if (!parsed) continue;
        expect_parse(vector, *parsed);
        EXPECT_EQ(serialize(*parsed), wire);
    }
    EXPECT_EQ(refused, 1U);
}

TEST_F(TransactionVectors, EveryTruncationIsRefused) {
    for (const auto vector : json("solana/transactions.json")["transactions"].get_array()) {
        const base::Bytes wire = from_hex(text(vector["hex"]));
        for (std::size_t size = 0; size < wire.size(); ++size)
            ASSERT_FALSE(parse_transaction(base::ByteView{wire}.first(size))) << text(vector["name"]) << " at " << size;
        base::Bytes longer = wire;
        longer.push_back(0);
        EXPECT_FALSE(parse_transaction(longer));
    }
}

TEST_F(TransactionVectors, EveryOneByteMutationIsRefusedOrRoundTrips) {
    std::size_t refused = 0;
    for (const auto vector : json("solana/transactions.json")["transactions"].get_array()) {
        base::Bytes wire = from_hex(text(vector["hex"]));
        for (std::uint8_t& byte : wire) {
            const std::uint8_t original = byte;
            for (unsigned change = 1; change < 256; ++change) {
                byte = static_cast<std::uint8_t>(original ^ change);
                const auto parsed = parse_transaction(wire);
                refused += !parsed;
                if (parsed) ASSERT_EQ(serialize(*parsed), wire);
            }
            byte = original;
        }
    }
    EXPECT_GT(refused, 100'000U);
}

/// A legacy transaction of one signature, keys 1..3, and one instruction; `edit` spoils it.
template <class Edit>
std::string verdict_after(Edit edit) {
    Transaction transaction;
    transaction.signatures.resize(1);
    transaction.message = {MessageVersion::v0, 1,  0, 1, {key_of(1), key_of(2), key_of(3)}, {},
                           {{2, {0, 1}, {7}}}, {}, {}};
    edit(transaction);
    return verdict(serialize(transaction));
}

TEST(ParseTransaction, NamesWhatTheSanitiserRefuses) {
    const auto message = [](auto edit) { return verdict_after([&](Transaction& t) { edit(t.message); }); };
    const auto named = [](DecodeError error) { return std::string{to_text(error)}; };
    EXPECT_EQ(message([](Message&) {}), "accepted");
    EXPECT_EQ(verdict_after([](Transaction& t) { t.signatures.clear(); }), named(DecodeError::no_signatures));
    EXPECT_EQ(verdict_after([](Transaction& t) { t.signatures.resize(2); }), named(DecodeError::signature_count));
    EXPECT_EQ(message([](Message& m) { m.required_signatures = 0; }), named(DecodeError::no_signatures));
    EXPECT_EQ(message([](Message& m) { m.readonly_signed = 1; }), named(DecodeError::key_count));
    EXPECT_EQ(message([](Message& m) { m.readonly_unsigned = 3; }), named(DecodeError::key_count));
    EXPECT_EQ(message([](Message& m) { m.keys[2] = m.keys[0]; }), named(DecodeError::duplicate_key));
    EXPECT_EQ(message([](Message& m) { m.instructions[0].program_index = 0; }), named(DecodeError::program_index));
    EXPECT_EQ(message([](Message& m) { m.instructions[0].program_index = 3; }), named(DecodeError::program_index));
    EXPECT_EQ(message([](Message& m) { m.instructions[0].accounts[0] = 3; }), named(DecodeError::account_index));
    EXPECT_EQ(message([](Message& m) { m.instructions.resize(65, m.instructions[0]); }),
              named(DecodeError::instruction_count));
    EXPECT_EQ(message([](Message& m) { m.lookups = {{key_of(9), {}, {}}}; }), named(DecodeError::lookup));
    EXPECT_EQ(message([](Message& m) { m.lookups = {{key_of(9), base::Bytes(200), base::Bytes(54)}}; }),
              named(DecodeError::key_count));
    EXPECT_EQ(message([](Message& m) { m.lookups = {{key_of(9), base::Bytes(200), base::Bytes(53)}}; }), "accepted");
    EXPECT_EQ(message([](Message& m) { m.instructions[0].data.resize(1200); }), named(DecodeError::too_large));
}

TEST(ParseTransaction, LoadedKeysAreAccountsButNoPrograms) {
    const std::vector<AddressTableLookup> lookups{{key_of(9), {4}, {5, 6}}};
    EXPECT_EQ(verdict_after([&](Transaction& t) {
                  t.message.lookups = lookups;
                  t.message.instructions[0].accounts = {3, 4, 5};
              }),
              "accepted");
    EXPECT_EQ(verdict_after([&](Transaction& t) {
                  t.message.lookups = lookups;
                  t.message.instructions[0].accounts = {6};
              }),
              to_text(DecodeError::account_index));
    EXPECT_EQ(verdict_after([&](Transaction& t) {
                  t.message.lookups = lookups;
                  t.message.instructions[0].program_index = 3;
              }),
              to_text(DecodeError::program_index));
}

TEST(ParseTransaction, RefusesLaterVersionsByName) {
    Transaction transaction = unsigned_transaction(compile(key_of(1), {}, {}));
    base::Bytes wire = serialize(transaction);
    ASSERT_EQ(wire[65], 0x80);
    for (unsigned version = 1; version < 128; ++version) {
        wire[65] = static_cast<std::uint8_t>(0x80 | version);
        ASSERT_EQ(verdict(wire), to_text(DecodeError::unsupported_version));
    }
    EXPECT_EQ(parse_transaction({}).error(), DecodeError::truncated);
    for (const char* hex : {"82", "ff", "80"})
        EXPECT_EQ(parse_transaction(from_hex(hex)).error(), DecodeError::unsupported_version) << hex;
    EXPECT_EQ(parse_message(from_hex("82")).error(), DecodeError::unsupported_version);
}

TEST(ParseTransaction, AcceptsExactlyThePacketSize) {
    const auto sized = [](std::size_t data) {
        return serialize(
            unsigned_transaction(compile(key_of(1), std::vector{Instruction{key_of(2), {}, base::Bytes(data)}}, {})));
    };
    const std::size_t rest = sized(1000).size() - 1000;
    EXPECT_EQ(verdict(sized(max_transaction_bytes(MessageVersion::v0) - rest)), "accepted");
    EXPECT_EQ(verdict(sized(max_transaction_bytes(MessageVersion::v0) - rest + 1)), to_text(DecodeError::too_large));
}

}  // namespace
}  // namespace burner::solana
