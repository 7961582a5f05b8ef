#include "solana/transaction.hpp"

#include <algorithm>

#include "require.hpp"
#include "solana/size.hpp"

using namespace burner;

/// What parses is what it was: serialising gives the same bytes; compiling its instructions anew gives
/// a message of the same meaning and of the size that was foretold.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto transaction = solana::parse_transaction({data, size});
    if (!transaction) return 0;
    require(std::ranges::equal(solana::serialize(*transaction), base::ByteView{data, size}));

    const solana::Message& message = transaction->message;
    if (!message.lookups.empty()) return 0;
    const auto instructions = solana::decompile(message);
    const bool is_v1 = message.version == solana::MessageVersion::v1;
    const solana::Message again =
        is_v1 ? solana::compile(message.keys[0], instructions, message.blockhash, message.config)
              : solana::compile(message.keys[0], instructions, message.blockhash);
    solana::MessageSize foretold =
        is_v1 ? solana::MessageSize{message.keys[0], message.config} : solana::MessageSize{message.keys[0]};
    foretold.add(solana::footprint(instructions));
    require(serialize(solana::unsigned_transaction(again)).size() == foretold.size());
    require(again.keys.size() <= message.keys.size());
    require(again.instructions.size() == instructions.size());
    return 0;
}
