#include "solana/programs/pools.hpp"

#include <algorithm>
#include <array>

#include "solana/programs/ids.hpp"

namespace burner::solana {

namespace {

/// The addresses that sign for the pools of Orca's first program, 9W959DqEETiGZocYWCQPaJ6sBmUzgfxXfqGeTEdp3aQP, each
/// for its own (source: orca-so/typescript-sdk, which lists them all).
constexpr std::array orca_authorities = {
    pubkey("13sT1XctPqMUoomDqyV55nEAupZXfyc7tohxTrhNXyKQ"), pubkey("213QoNt5dR56Ye2sx9cwPwpR3NpJUEStQXn8EbbWKkfJ"),
    pubkey("2KRcBDQJWEPygxcMMFMvR6dMTVtMkJV6kbxr5e9Kdj5Q"), pubkey("2PH1quJj9MHQXATCmNZ6qQ2gZqM8R236DpKaz99ggVpm"),
    pubkey("2TSCMpjN6ToLJy8baiFTc9UdB1PuHFsr24mos98Zp57v"), pubkey("2ZzxuHxvPQtPU48Tffs8LD8sy17rgjBRQviRVxQ54fR6"),
    pubkey("2fSbre92FnmkeUP5iT7jdFKNB3nfx5yQ5GEW2mjVigMi"), pubkey("2pQbngWBSWUjBHWVWQ3tppKxW3Y5NzUcye1822itKyzZ"),
    pubkey("2sxKY7hxVFrY5oNE2DgaPAJFamMzsmFLM2DgVcjK5yTy"), pubkey("35d4qNQiMtNV9Yb2kqk4tSd5M1yEqozWSQaYtjGHCA7b"),
    pubkey("3HGGVGTXbqT49PG3L8JQYH4jCeP5CNBG6CpJniZ434an"), pubkey("3HJw5YCXr69DzUcLSif4BicrMrXjC2jrEMpjQhQ3AwmB"),
    pubkey("3HWcojnC1ruEMmsE92Ez1BoebdDXzYQa4USaeWX7eTuM"), pubkey("3Kk8rpjxpc9qv2pJPr1CbmyQqrTDPntpryXActLogQeD"),
    pubkey("3SphkwoHx3d13Eu9RehVVg4gGMZv7FEaDXvPqWbQF9bm"), pubkey("3X1aLdyvcQNc8TvBMPiucMsRCnGMBnGsjJHpZEyCf3pn"),
    pubkey("3cGHDS8uWhdxQj14vTmFtYHX3NMouPpE4o9MjQ43Bbf4"), pubkey("3fr1AhdiAmWLeNrS24CMoAu9pPgbzVhwLtJ6QUPmw2ob"),
    pubkey("3rxJPYuiRijipJbciewUDacab2Wo3yAe1yWBGzmqn5f1"), pubkey("3uZcofBKVBYFrQ7jVjTFLEMWAQiZcih4AES5tKBqdo7m"),
    pubkey("4NfadURWeSDPJBGcKQRt39mPhbG9M7EJx6FZDwwcFB9f"), pubkey("4Y7EQYJ1WWKn8ZXC3Fc6KVnp5LPgqLxyV5Pk9eGm3cuh"),
    pubkey("4dfCZR32xXhoTgMRhnViNaTFwiKP9A34TDjHCR3xM5rg"), pubkey("4kwchkCnCaZPkBdnk85j9bJ9F1P883rwjbvsXGV7H5rM"),
    pubkey("58KyKR1fHXP2ewDC93TdRxPZ7W8FNYkLc53VH9XP32hD"), pubkey("5D9v9y6Kbswe6k1wnVceuqRXHMsRQJ8xzx8hadSH6EAM"),
    pubkey("5RyiYaHFDVupwnwxzKCRk7JY1CKhsczZXefMs3UUmx4Z"), pubkey("5jFXPUF5mN83WZkT5MJQFpFcZrP5zPZy1ZZwD29Le2Kh"),
    pubkey("5mYWcs7n1JqDVeYby897eEUNeEJsp2PNMg2Y2VMD5Jrf"), pubkey("5qpKgo2PSNSkmHGAa4oYrEZcYA3CQaFpA66nPVuP1qHX"),
    pubkey("6Y5TnCwgifc8Z7QYo672nT9uNd2hcivVR1NT6oDkJx6P"), pubkey("6cwehd4xhKkJ2s7iGh4CaDb7KhMgqczSBnyNJieUYbHn"),
    pubkey("6poTLvmbRU9FAJAnM5RmXMRTVFf2xWRKooCkStZQJf6U"), pubkey("749y4fXb9SzqmrLEetQdui5iDucnNiMgCJ2uzc3y7cou"),
    pubkey("786ezhfHqkmJUBmjrWYGpzPnVWR8zhy2V71qNws7D89z"), pubkey("79gfyi1Ct3m8RKkF618yxnA7w5JQV1NWhkMs6dXACgGq"),
    pubkey("7G6i4eQxiJvXg7hPn5kMrso8AHQNsdfPZZdJM3NNJuYz"), pubkey("7NP8DTzPdpbQofhNyhLW3j2khutmfy1kuFp2AjaD8rrp"),
    pubkey("7TXfpFGVASvgkLkuTSsqQJQTXypa31zqcHmPZNMaAJu"),  pubkey("89TxEkGNHFcniBm5pXo8Jq6s1ZaBUKCRqgYS3eAr3jJ7"),
    pubkey("8D4DfRUgmEMuiFct6BCqSiUd7NgH4wtbU3kLB4Miy1YC"), pubkey("8GRweHBrpXfeYpmryfkvEsW3DmoJKGDQLpcVfeNUqn8x"),
    pubkey("8JuHyxYBpemmryQq4bcA1GTuKaub9JJuLPoNNJpwX9aP"), pubkey("8K4eRHeyPhBGB9zCjKtyBHoPPZ75zLN64oxBF6GyF4Qg"),
    pubkey("8PSN1CQxfyZ7T4sM3HM3RAgF2Y6VCf4tKSc8xY73Tnq5"), pubkey("8UYN675AJn5htWydDs724xqintBZ4XzsCWqMozUSDU8m"),
    pubkey("8XB9V3VuHtPBzHqvxzcmpkpaoXNXjZMD8VBHC79SxcEL"), pubkey("8uLtzZ1iTLTCPsm3b4QttRmDXcFjhVHRuMS9VTVEwo7E"),
    pubkey("8uuBxVsGf2bqH5t8mct5NfpgcTDb7czXuWVEm6Boia4x"), pubkey("8vrC1FAnW6hQMwJuU5waZdRrBbDJTULqjpdc4GjDtKR6"),
    pubkey("8zU13KiLb1e87skt4rf8q1LhamEKKecyu6Xxb4Hqnm7e"), pubkey("94V4mU6bWzU86tdzFbBCjkFngqXvf5MwXKhVLgJA83vL"),
    pubkey("9B9ZcYT8jDQ6XLe6gRLDCFv1zz3uHVKdbZT9DFhsYSQW"), pubkey("9DV4t1XqqNiXLCdHfaEwAbVaT5Mth3z8VjYS6CG8CPQS"),
    pubkey("9DaRQeoEx3EjXYxhpZrcJ6no3bcAkfm9toWbngcAqSCB"), pubkey("9FQ9gDtS6uNr5SMPafuzkDit2rMftHfQuz5mg2X3TqHT"),
    pubkey("9RUMuXequVtf9UVYHoKJxwWfqyod478nBfX8H3DvSaKV"), pubkey("9Ssocd3xbxm3xCKwz1g8d41rS6iWbmGyo25ZdYZHbDCp"),
    pubkey("9T1koZp2PNJgspcx3G22yLiChBUfYzAjs2dhj2kgw2LZ"), pubkey("9Z7E42k46kxnBjAh8YGXDw3rRGwwxQUBYM7Ccrmwg6ZP"),
    pubkey("9odZioXkQTCZERzQXbDTfirMfbP9FtKqsP9LvHgm6wJr"), pubkey("9vkbzRnjd9qpmunBUHqS8Fnt9DUEX5akJPm9movtfNxZ"),
    pubkey("A9eqdCXYys7jeoroMFEnkGLoYLa2q5gGbg8RSKHkR2ne"), pubkey("AB4rTE2JiKFhnfynUQCovbW75CUxT9LxcJX2SDTbY9gy"),
    pubkey("ATkEV1nEkdp7zgaGpzFCsJ5WAyejcJbxqzGhQpfcDW4S"), pubkey("AcaxutE6Rh9vRxipTLdqinEdRK6R4ayUAAv2bZPh6UU9"),
    pubkey("AwUWHxHyQHomqCGJJvagiSDhb2xMqJUiE25qDytdMw49"), pubkey("Az4AA8tzbKJRZhunGUGVmtJyGUj763fiDyxbZiPeSVb4"),
    pubkey("BDmEnikYwue2wtzxZFhr29avpQdX3rrQrvSjYJimeteH"), pubkey("BjnfpyU3Verx99dKcEJZpL1AqLTPrkAUcd44LpXcXVvn"),
    pubkey("BpshqwEmPXmJwJfFgTFafmXoHN8Lc7SouvFsh6jyYQAm"), pubkey("BqBc47X3wgrVzi8zPUMUvsaKWsj6JN4wKJ4ArGRKn2QG"),
    pubkey("BshtCZRCHj2RZYC7u5sW3ioRJo9ZiYA4T5p8muFwrKnb"), pubkey("BwJ1vMtJiBy7dJaVToR1KUwVbBsGUTNN4QdKVSf8EEh1"),
    pubkey("ByC5idkRdo2XdU5U6tSoSQmfq6spztUYMaSs2rrcJRPh"), pubkey("C2DDX95TK3uC9MQXhHp3LWRv9kWtFTp36Ub9VPCKKiCV"),
    pubkey("C6WisvFQzqxTBF3DV6RFbPMPBiVHE816CZHoctB3WzrW"), pubkey("C8HcMrC9WRqqXVbHRhZWjuZPbbWmszDobKFxevCtGhpT"),
    pubkey("CAsASHduARHrb6pFFYrD9vcqXWhEEj7Z6AatKYVG3dbA"), pubkey("CMTEg8iJ131Fi6yJvsZ5ovtUZjfQWaEsZtTmZH15WjFH"),
    pubkey("CUQbwmFXySWXpBgycGTTj3gQNY8AnjD4DJRjgLeG1bVK"), pubkey("ChmSHndtXRsYnFjYA2F7yRRsnyZ8kCpxSogTsCUgCEsh"),
    pubkey("CwwMfXPXfRT5H5JUatpBctASRGhKW2SqLWWGU3eX5Zgo"), pubkey("Czqib5TfizVRvDksYBFfdDgHcBwdPPVejW9LYDBSXxu5"),
    pubkey("DSuxdCkHQy6rAjFsL75tRu2UpHVQDoYsYFeZt15sVDYL"), pubkey("DVSsnD9fid2o6nzqbET1LctDmNMHBthf8LS1u9ZPyebr"),
    pubkey("DYwCP16u5pmLMspCb8tdTQaaF2rBvM2qvgzm5uYvPUHT"), pubkey("DffrDbzPiswDJaiicBBo9CjqztKgFLrqXGwNJH4XQefZ"),
    pubkey("DvbTrW3tUfdgBDU5TFxfXjBpGUYivQP8MiSA5YmXHZGF"), pubkey("E2kEN96wSW5bYML8qYLgxKM4pvdLjqhCRMyCvqYyVrXt"),
    pubkey("E812K73QyqSsGBeU3MLodqVs3gCKJjka4p4gP34hXtns"), pubkey("EFZs7veYVdWBHt7RcAPvXQc46gDzccpZTxAcEm6NyXFg"),
    pubkey("EGuBsx6HAgAtf1ogzF1uXTUQgwRex61hnhvuZcMwQKUJ"), pubkey("ERMNbmKrBKk3e8ZBbVWNUTkrqamZYxnRFXvgsPUSLT5j"),
    pubkey("ETCzw3Vp2n4aas7rFtxb554h67JPeyDBr7DKcHUgSAxp"), pubkey("EUc3MtHPLL956pTDfM5q25jp5Fk9zW7omEzh1uyDY7s6"),
    pubkey("EjoLNSDggfWWE7BxwoL4tJHBEg1cFpdiyKeYTYCec2o2"), pubkey("EtdLVaBnKzfKPqp8E2swCyQcjp8XjoT5FE72kqGxWCkq"),
    pubkey("EtwQJxu8wih29vMpdTa74K9W9tgtL4LT6hbWBkhHwvU5"), pubkey("FPWpe7QEQnDMivnHksQW2uvcw9tvX1oxejKBX136WRkr"),
    pubkey("FRUmMZDiZrDrwioiUYi3tdqF7SEBeT219bBu54PGxoCo"), pubkey("FUVkG7fM3i8T49qV7WsJd68rBaYKvqTkAQCdftqTWWNj"),
    pubkey("Fawkj9g4s1M26uZDF6QczEviyib2Ge3FaPdCG9TJLYcm"), pubkey("Fixb6XBzoSRJ4iCkHNX3xbr61yWXUh6SYyu5Jweg36VF"),
    pubkey("FvjsfbbzZAcrVdfrGtZUjGWAjWHXrfMG8Bjwc17vVSK3"), pubkey("FxxcJPunf6Vj9Ve5zyM9yatMbmkrzTQ1QSk4NqKW9DvK"),
    pubkey("GAWAD19LVUgKmkWWfB4Xg92KMXuVR7M1gUpQPiFAAtxR"), pubkey("GXWEpRURaQZ9E62Q23EreTUfBy4hfemXgWFUWcg7YFgv"),
    pubkey("GXueH9K1MzRncoTYbpLiXXC3WrKkmHUFxV5JEu8oADbw"), pubkey("GYY1t5d4pZnJC4rMXGY9yKMyCzLqxRqbtSguD2KkxghH"),
    pubkey("GeTZHdp1sYgX6J73CBeqS5pjb7xfY8D9Rzf4E615oGMt"), pubkey("Gh1QqgpKGd6zhicNvBh1VLbycpoq6P7QBCZT8MdhWzN1"),
    pubkey("GqnLhu3bPQ46nTZYNFDnzhwm31iFoqhi3ntXMtc5DPiT"), pubkey("Gyd77CwV23qq937x9UDa4TDkxEeQF9tp8ifotYxqW3Kd"),
    pubkey("H196f95DHGfhNkF3W9h4bjBqpL8g3qesEENHRsDqJshj"), pubkey("H8f9n2PfehUc73gRWSRTPXvqUhUHVywdAxcfEtYmmyAo"),
    pubkey("HC6aGC7RsgVGonWs1MVy5Qit5R5ruEXZmeywpFwSCmdY"), pubkey("HMxZz8fv2uR9suzAPRbJGNB3wZL1eT3eKL3cpYWUbM8K"),
    pubkey("HX3JKg5HtboRw9nQRWm47rSJkBHczdcXwBgWASyHi3Wk"), pubkey("Hj3vg6P2DBfJ6hhvCoucaGvL9cwsvUgeJWZRzuXTZ6hi"),
    pubkey("HmNqp8F5Bp16dUTUihhL3TnyQxfzJ2GtTo9VEQx6bjB3"), pubkey("HsTk5QvXEQpdr1bB8nay55TZqecKUqNvGLM93vVRhHqj"),
    pubkey("Hu8AWoRBa7ZaYQFdHQyRHeEZGB16Me86fA5vAZzjVUmv"), pubkey("HzAJLVqZ7fnmc2LfRPtz2GHu93RpAPQsdDTg6DRoTTmf"),
    pubkey("JAJr1D6BQHFj9qJ8pfXhvJgLfn9vTcviU9sTA8MhKzN4"), pubkey("JBCdhgkmW6xHdZUZdKdf56qov9LtHixf47JpoCWm4qcn"),
    pubkey("JDEYn1JsacdxoB4v4mbctFSVrSUPttacX3gxWphFHJKZ"), pubkey("JGhNs5r7YNnJokzzXZWE3REKV8x4GiUvn2xSg7XGg59"),
    pubkey("JU8kmKzDHF9sXWsnoznaFDFezLsE5uomX2JkRMbmsQP"),  pubkey("Mq46N9EknnxHL9fRkJhS4Eg9YXRifHiWzFJTD11ePWC"),
    pubkey("SvWmpVVUkv8cwoRnBQ5Gqt2FFYjdpWLS665gE2ZLNQp"),  pubkey("fmoBkLez7cSLnG1XNn6PTf6UH5Vq2hSAPrZ1NbvRppL"),
    pubkey("owuNLod7H14GpQCUodcdBBeD4LiZ2T5U9KpS2sAbTp6"),  pubkey("wJydc21tAMxYDif8uvy5rWNGWDFNZnPPmqCvegyZRod"),
};

constexpr std::size_t owner_offset = 32;  // of a token account

bool is_own_owner(const Pubkey& address, const Account& head) {
    const bool is_token = head.owner == ids::token || head.owner == ids::token_2022;
    return is_token && head.data.size() >= pool_head && read_pubkey(head.data, owner_offset) == address;
}

}  // namespace

bool is_pool_authority(const Pubkey& authority) {
    return authority == raydium_amm_authority || authority == raydium_stable_authority ||
           authority == raydium_cpmm_authority ||
           std::ranges::find(orca_authorities, authority) != orca_authorities.end();
}

bool is_pool(const Pubkey& authority, const Account& head) {
    return head.owner == pump_amm || head.owner == meteora_vaults || is_own_owner(authority, head);
}

}  // namespace burner::solana
